using Microsoft.AspNetCore.Routing;

namespace PovertyMonitor.Platform.Problems;

/// <summary>Makes every refusal of the service a problem, whichever layer refuses.</summary>
internal static class ProblemSetup
{
    /// <summary>Registers the handling of exceptions and of unreadable input.</summary>
    public static IServiceCollection AddProblems(this IServiceCollection services)
    {
        services.AddExceptionHandler<ExceptionsAsProblems>();
        // An unreadable body or parameter then reaches ExceptionsAsProblems in every environment.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        return services;
    }

    /// <summary>Puts the handling into the pipeline; must come first.</summary>
    public static IApplicationBuilder UseProblems(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            AllowStatusCode404Response = true,
            ExceptionHandler = context => PlatformProblems.Unexpected.Result().ExecuteAsync(context),
        });
        return app.UseStatusCodePages(page => StatusAsProblem.Of(page.HttpContext, page.HttpContext.Response.StatusCode) is { } problem
            ? problem.ExecuteAsync(page.HttpContext)
            : Task.CompletedTask);
    }
}
