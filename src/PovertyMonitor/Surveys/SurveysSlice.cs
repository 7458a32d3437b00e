using Marten;
using PovertyMonitor.Surveys.Json;

namespace PovertyMonitor.Surveys;

/// <summary>The intake of surveys.</summary>
internal static class SurveysSlice
{
    public static IServiceCollection AddSurveys(this IServiceCollection services)
    {
        services.ConfigureMarten(options =>
        {
            options.Storage.ExtendedSchemaObjects.Add(SurveyTables.ReceiptsIn(options.DatabaseSchemaName));
            options.Storage.ExtendedSchemaObjects.Add(SurveyTables.ReviewsIn(options.DatabaseSchemaName));
        });
        return services.AddSingleton<ReviewQueue>().AddSingleton<Intake>().AddSingleton<ChunkTaker>();
    }

    public static void MapSurveys(this IEndpointRouteBuilder api)
    {
        SubmitSurveys.Map(api);
        ListReviews.Map(api);
        ExpectHouseholds.Map(api);
    }
}
