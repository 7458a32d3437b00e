using Marten;
using PovertyMonitor.Platform;
using PovertyMonitor.Surveys.Bulk;
using PovertyMonitor.Surveys.Files;
using PovertyMonitor.Surveys.Json;
using PovertyMonitor.Surveys.Kept;
using PovertyMonitor.Surveys.OpenRosa;
using PovertyMonitor.Surveys.OpenRosa.Publishing;
using PovertyMonitor.Surveys.Quality;
using PovertyMonitor.Surveys.Reviews;
using PovertyMonitor.Surveys.Rounds;
using PovertyMonitor.Surveys.Rounds.Coverage;
using PovertyMonitor.Surveys.Rounds.Samples;
using PovertyMonitor.Surveys.Sent;

namespace PovertyMonitor.Surveys;

/// <summary>The intake of surveys.</summary>
internal static class SurveysSlice
{
    public static IServiceCollection AddSurveys(this IServiceCollection services)
    {
        services.ConfigureMarten(options =>
        {
            var schema = options.DatabaseSchemaName;
            options.Storage.ExtendedSchemaObjects.AddRange(
            [
                SurveyTables.ReceiptsIn(schema), SurveyTables.ContentsIn(schema), SurveyTables.AttachmentsIn(schema), SurveyTables.HeldIn(schema),
                ReviewTables.ResolutionsIn(schema), QualityTables.FlagsIn(schema), QualityTables.PointsIn(schema),
                RoundTable.In(schema), ExpectedTable.In(schema), .. DesignTables.In(schema), PublishedFormTable.In(schema), .. FileTables.In(schema),
            ]);
            options.Events.AddEventTypes(
            [
                typeof(RoundOpened), typeof(RoundClosed), typeof(RoundDesigned), typeof(SampleDrawn), typeof(GroupsExpected),
                typeof(ReviewResolved), typeof(FlagChecked),
            ]);
        });
        return services.AddOpenRosa()
            .AddSingleton(s => new ContentHash(s.GetRequiredService<Sealer>().DeriveKey("content-hash")))
            .AddSingleton<HeldSubmissions>().AddSingleton<KeptSubmissions>().AddSingleton<SentReader>()
            .AddSingleton<RoundRegister>().AddSingleton<RoundDesigns>().AddSingleton<CoverageReader>().AddSingleton<ISeed, ExpectedSeed>()
            .AddSingleton<IntakeWrites>().AddSingleton<FirstVisits>().AddSingleton<IntakeTransaction>().AddSingleton<IntakeGathering>().AddSingleton<Intake>()
            .AddSingleton<ChunkTaker>().AddSingleton<JudgeHeldAgain>().AddHostedService<ReleaseHeldSubmissions>()
            .AddReviews().AddQuality()
            .AddBulkIntake().AddCensusFiles();
    }

    public static void MapSurveys(this IEndpointRouteBuilder api)
    {
        SubmitSurveys.Map(api);
        api.MapReviews();
        api.MapQuality();
        SetRound.Map(api);
        GetRound.Map(api);
        DesignRound.Map(api);
        DrawSample.Map(api);
        ExpectHouseholds.Map(api);
        GetCoverage.Map(api);
        GetSubmission.Map(api);
        ShowSent.Map(api);
        api.MapCensusFiles();
    }
}
