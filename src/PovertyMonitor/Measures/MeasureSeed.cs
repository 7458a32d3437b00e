using Marten;
using NodaTime;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Measures;

/// <summary>Proposes the shipped measures, and adopts those in force from the start, in a regency that has never heard of them.</summary>
internal sealed class MeasureSeed(IDocumentStore store) : ISeed
{
    // Before any interview the system knows of, so that no round is without a measure.
    private static readonly LocalDate EffectiveFrom = new(2018, 1, 1);

    /// <summary>After the areas, before what refers to a measure.</summary>
    public int Order => 10;

    /// <inheritdoc/>
    public async Task SeedAsync(string tenant, CancellationToken ct)
    {
        await using var session = store.LightweightSession(tenant);
        foreach (var code in ShippedMeasures.InForce.Concat(ShippedMeasures.Proposed))
        {
            var stream = MeasureStream.IdOf(code);
            if (await session.Events.FetchStreamStateAsync(stream, ct) is null)
                session.Events.StartStream(stream, EventsOf(ShippedMeasures.Read(code)));
        }
        await session.SaveChangesAsync(ct);
    }

    private static object[] EventsOf(MeasureDefinition definition)
    {
        MeasureCompiler.Compile(definition, revision: 1);
        var proposed = new MeasureProposed(definition.Code, 1, definition);
        return ShippedMeasures.InForce.Contains(definition.Code)
            ? [proposed, new MeasureAdopted(definition.Code, 1, definition, EffectiveFrom)]
            : [proposed];
    }
}
