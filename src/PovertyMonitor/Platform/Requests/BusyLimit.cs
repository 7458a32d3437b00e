using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Platform.Requests;

/// <summary>Answers 429 with Retry-After where more comes in than can be worked on, instead of letting everybody wait.</summary>
internal static class BusyLimit
{
    /// <summary>The policy's name, for <c>RequireRateLimiting</c>.</summary>
    public const string Policy = "busy";

    private const int RetryAfterSeconds = 2;

    public static IServiceCollection AddBusyLimit(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BusyOptions>().Bind(configuration.GetSection(BusyOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BusyOptions>, BusyOptionsValidator>();
        services.AddRateLimiter(_ => { });
        services.AddOptions<RateLimiterOptions>().Configure<IOptions<BusyOptions>>((limiter, busy) =>
        {
            limiter.AddConcurrencyLimiter(Policy, options =>
            {
                (options.PermitLimit, options.QueueLimit) = (busy.Value.Requests, busy.Value.Waiting);
                options.QueueProcessingOrder = QueueProcessingOrder.OldestFirst;
            });
            limiter.OnRejected = (rejected, _) => new ValueTask(
                new ProblemResult(PlatformProblems.Busy, [], []) { RetryAfterSeconds = RetryAfterSeconds }.ExecuteAsync(rejected.HttpContext));
        });
        return services;
    }
}
