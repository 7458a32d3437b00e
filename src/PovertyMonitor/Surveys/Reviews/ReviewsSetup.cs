using PovertyMonitor.Households.Timeline;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>The review queue: what could not be taken as it came, and what people decide about it.</summary>
internal static class ReviewsSetup
{
    public static IServiceCollection AddReviews(this IServiceCollection services) => services
        .AddSingleton<ReviewQueue>().AddSingleton<Resolutions>().AddSingleton<ReviewTransaction>().AddSingleton<Withdrawal>()
        .AddSingleton<ITimelineSource, ReviewTimeline>().AddSingleton<IReasonWords, ReviewReasonWords>();

    public static void MapReviews(this IEndpointRouteBuilder api)
    {
        ListReviews.Map(api);
        GetReview.Map(api);
        ResolveReview.Map(api);
        GetResolution.Map(api);
        RejectSubmission.Map(api);
    }
}
