using JasperFx.Events.Projections;
using Marten;
using PovertyMonitor.Platform;
using PovertyMonitor.Villages.Figures;
using PovertyMonitor.Villages.Verification;

namespace PovertyMonitor.Villages;

/// <summary>The poverty projection and the figures that come out of it.</summary>
internal static class VillagesSlice
{
    // Large pages make one read and one write of each table serve many events.
    private const int PageSize = 2000;

    public static IServiceCollection AddVillages(this IServiceCollection services)
    {
        services.ConfigureMarten(options =>
        {
            foreach (var table in PovertyTables.In(options.DatabaseSchemaName)) options.Storage.ExtendedSchemaObjects.Add(table);
            options.Projections.Add(new PovertyProjection(), ProjectionLifecycle.Async, PovertyProjection.ProjectionName, daemon =>
            {
                daemon.BatchSize = PageSize;
                foreach (var table in PovertyTables.All) daemon.DeleteDataInTableOnTeardown($"{options.DatabaseSchemaName}.{table}");
            });
        });
        services.AddHealthChecks().AddCheck<FiguresHealth>("figures");
        return services.AddSingleton<PovertyReader>().AddSingleton<HouseholdStandings>().AddSingleton<CountedHouseholds>().AddSingleton<KnownPoints>().AddSingleton<FigureReader>().AddSingleton<FigureSource>().AddSingleton<SampleReader>().AddSingleton<AnswerCache>().AddSingleton<CountedList>().AddSingleton<BeliefReader>()
            .AddSingleton<TrendReader>().AddSingleton<KnownRounds>().AddSingleton<RoundPairReader>().AddSingleton<MoveReader>().AddSingleton<MeasurePairReader>().AddSingleton<Verifier>().AddSingleton<ISeed, PovertyViews>().AddSingleton<ISeed, PlannerViews>().AddSingleton<ISeed, RetiredVersions>();
    }

    public static void MapVillages(this IEndpointRouteBuilder api)
    {
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
