using JasperFx.Events.Projections;
using Marten;
using PovertyMonitor.Platform;
using PovertyMonitor.Villages.Building;
using PovertyMonitor.Villages.Figures;
using PovertyMonitor.Villages.Verification;

namespace PovertyMonitor.Villages;

/// <summary>The poverty projection and the figures that come out of it.</summary>
internal static class VillagesSlice
{
    // Large pages make one read and one write of each table serve many events.
    private const int PageSize = 5000;

    public static IServiceCollection AddVillages(this IServiceCollection services)
    {
        services.ConfigureMarten(options =>
        {
            foreach (var table in PovertyTables.In(options.DatabaseSchemaName)) options.Storage.ExtendedSchemaObjects.Add(table);
            options.Storage.ExtendedSchemaObjects.Add(RebuildTable.In(options.DatabaseSchemaName));
            options.Projections.Add(new ReadAhead(new PovertyProjection()) { Name = PovertyProjection.ProjectionName }, ProjectionLifecycle.Async, daemon =>
            {
                daemon.BatchSize = PageSize;
                // The next page is read while this one is worked on.
                daemon.MaximumHopperSize = 2 * PageSize;
                foreach (var table in PovertyTables.Written.Except(FirstPage.Tables)) daemon.DeleteDataInTableOnTeardown($"{options.DatabaseSchemaName}.{table}");
            });
        });
        services.AddHealthChecks().AddCheck<FiguresHealth>("figures");
        services.AddSingleton<MeasureFill>().AddHostedService<MeasureFilling>().AddHostedService<Rebuilding>().AddHostedService<VersionSwitch>();
        return services.AddSingleton<PovertyReader>().AddSingleton<HouseholdStandings>().AddSingleton<CountedHouseholds>().AddSingleton<KnownPoints>().AddSingleton<FigureReader>().AddSingleton<FigureSource>().AddSingleton<SampleReader>().AddSingleton<AnswerCache>().AddSingleton<CountedList>().AddSingleton<BeliefReader>()
            .AddSingleton<TrendReader>().AddSingleton<KnownRounds>().AddSingleton<RoundPairReader>().AddSingleton<MoveReader>().AddSingleton<MeasurePairReader>().AddSingleton<Verifier>().AddSingleton<ISeed, PovertyViews>().AddSingleton<ISeed, PlannerViews>().AddSingleton<ISeed, RetiredVersions>().AddSingleton<ISeed, TableRoom>();
    }

    public static void MapVillages(this IEndpointRouteBuilder api)
    {
        GetFigures.Map(api);
        RebuildFigures.Map(api);
        GetIndex.Map(api);
        ListVillages.Map(api);
        GetTrend.Map(api);
        GetChange.Map(api);
        GetWhy.Map(api);
        GetComparison.Map(api);
        ListCounted.Map(api);
        GetBeliefs.Map(api);
    }
}
