using System.Collections.Concurrent;
using Marten;
using PovertyMonitor.Measures;

namespace PovertyMonitor.Alerts;

/// <summary>The measure revision the rules look at: the first one adopted under its code.</summary>
internal static class RuleMeasure
{
    private static readonly ConcurrentDictionary<string, CompiledMeasure> ByTenant = new();

    public static async Task<CompiledMeasure> ReadAsync(IQuerySession session, CancellationToken ct)
    {
        if (ByTenant.TryGetValue(session.TenantId, out var known)) return known;
        var history = await session.Events.FetchStreamAsync(MeasureStream.IdOf(AlertRule.Measure), token: ct);
        var adopted = history.Select(e => e.Data).OfType<MeasureAdopted>().First();
        return ByTenant.GetOrAdd(session.TenantId, _ => MeasureCompiler.Compile(adopted.Definition, adopted.Revision));
    }
}
