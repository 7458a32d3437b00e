using Microsoft.Extensions.Options;

namespace PovertyMonitor.Surveys.Quality;

/// <summary>The quality of what was sent: flags that never stop anything, and people who judge them.</summary>
internal static class QualitySetup
{
    public static IServiceCollection AddQuality(this IServiceCollection services)
    {
        services.AddOptions<QualityOptions>().BindConfiguration(QualityOptions.Section).ValidateOnStart();
        return services.AddSingleton<IValidateOptions<QualityOptions>, QualityOptionsValidator>()
            .AddSingleton<ReferencePoints>().AddSingleton<QualityFlags>().AddSingleton<QualityReader>();
    }

    public static void MapQuality(this IEndpointRouteBuilder api)
    {
        ListQuality.Map(api);
        GetHeaping.Map(api);
        CheckFlag.Map(api);
        SetReferencePoint.Map(api);
    }
}
