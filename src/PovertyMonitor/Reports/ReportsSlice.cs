using Marten;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using PovertyMonitor.Regions;
using PovertyMonitor.Reports.Feedback;
using PovertyMonitor.Reports.Jobs;
using PovertyMonitor.Reports.Kinds;
using PovertyMonitor.Reports.OpenData;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Reports;

/// <summary>Reports that planners pull, as known at any date, and open data: frozen releases with disclosure control.</summary>
internal static class ReportsSlice
{
    /// <summary>The events of open data.</summary>
    public static IReadOnlyList<Type> EventTypes { get; } = [typeof(ReleaseDrafted), typeof(ReleaseApproved), typeof(ReleaseWithdrawn), typeof(BoundariesGiven)];

    public static IServiceCollection AddReports(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<ReportOptions>().Bind(configuration.GetSection(ReportOptions.Section)).ValidateOnStart();
        services.ConfigureMarten(options =>
        {
            options.Events.AddEventTypes(EventTypes);
            foreach (var table in ReleaseStore.In(options.DatabaseSchemaName)) options.Storage.ExtendedSchemaObjects.Add(table);
            options.Storage.ExtendedSchemaObjects.Add(ReportJobs.In(options.DatabaseSchemaName));
            options.Storage.ExtendedSchemaObjects.Add(BoundaryStore.In(options.DatabaseSchemaName));
            options.Storage.ExtendedSchemaObjects.Add(FeedbackStore.In(options.DatabaseSchemaName));
        });
        services.Configure<RateLimiterOptions>(limiter => limiter.AddPolicy<string, FeedbackLimit>(FeedbackLimit.Policy));
        return services.AddSingleton<IValidateOptions<ReportOptions>, ReportOptionsValidator>()
            .AddSingleton<IReportKind>(s => new RankedReport(AreaLevel.Village, s.GetRequiredService<FigureReader>(), s.GetRequiredService<KnownRounds>(), s.GetRequiredService<ReportPoints>(), s.GetRequiredService<SampledAreas>()))
            .AddSingleton<IReportKind>(s => new RankedReport(AreaLevel.District, s.GetRequiredService<FigureReader>(), s.GetRequiredService<KnownRounds>(), s.GetRequiredService<ReportPoints>(), s.GetRequiredService<SampledAreas>()))
            .AddSingleton<IReportKind, TrendReport>().AddSingleton<IReportKind, ContributionsReport>().AddSingleton<IReportKind, CoverageReport>()
            .AddSingleton<IReportKind, GapsReport>().AddSingleton<IReportKind, GroupsReport>().AddSingleton<IReportKind, CommitmentsReport>()
            .AddSingleton<ReportPoints>().AddSingleton<SampledAreas>().AddSingleton<PartReader>().AddSingleton<ReportQuestions>().AddSingleton<ReportMaker>()
            .AddSingleton<ReportJobs>().AddSingleton<ReportWorker>().AddHostedService(s => s.GetRequiredService<ReportWorker>())
            .AddSingleton<ReleaseStore>().AddSingleton<ReleaseFigures>().AddSingleton<ReleaseDrafting>().AddSingleton<BoundaryStore>().AddSingleton<FeedbackStore>();
    }

    /// <summary>Maps what planners and offices use below <c>/api</c>.</summary>
    public static void MapReports(this IEndpointRouteBuilder api)
    {
        GetReport.Map(api);
        GetReportJob.Map(api);
        DraftRelease.Map(api);
        JudgeRelease.Map(api);
        GiveBoundaries.Map(api);
        GiveFeedback.MapComments(api);
    }

    /// <summary>Maps what is open to everybody.</summary>
    public static void MapOpenData(this IEndpointRouteBuilder app)
    {
        PublicData.Map(app);
        GiveFeedback.Map(app);
    }
}
