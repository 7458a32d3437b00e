using Marten;
using PovertyMonitor.Duplicates.Finding;
using PovertyMonitor.Duplicates.Judging;
using PovertyMonitor.Duplicates.People;
using PovertyMonitor.Households.Timeline;
using PovertyMonitor.Surveys.Reviews;

namespace PovertyMonitor.Duplicates;

/// <summary>Households that may have been registered twice: found by comparison, judged by a person.</summary>
internal static class DuplicatesSlice
{
    public static IServiceCollection AddDuplicates(this IServiceCollection services)
    {
        services.ConfigureMarten(options =>
        {
            options.Storage.ExtendedSchemaObjects.AddRange(DuplicateTables.In(options.DatabaseSchemaName));
            options.Events.AddEventTypes([typeof(DuplicateJudged), typeof(DuplicateJudgementWithdrawn)]);
        });
        return services
            .AddSingleton<ProfileStore>().AddSingleton<ModelStore>().AddSingleton<LogFollower>().AddSingleton<DueHouseholds>()
            .AddSingleton<CandidateStore>().AddSingleton<CandidateReader>().AddSingleton<CompareHouseholds>().AddSingleton<Searches>()
            .AddSingleton<PairReader>().AddSingleton<JudgementDoor>().AddSingleton<ITimelineSource, DuplicateTimeline>()
            .AddSingleton<IReviewSource, DuplicateReviews>().AddSingleton<PeopleFinder>()
            .AddHostedService<DuplicateWorker>();
    }

    public static void MapDuplicates(this IEndpointRouteBuilder api)
    {
        SearchDuplicates.Map(api);
        ListDuplicates.Map(api);
        GetDuplicate.Map(api);
        JudgeDuplicate.Map(api);
        WithdrawJudgement.Map(api);
    }
}
