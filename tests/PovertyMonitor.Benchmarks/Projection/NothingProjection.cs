using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace PovertyMonitor.Benchmarks.Projection;

/// <summary>Does nothing with any event: what is left is the daemon's own reading, parsing and progress.</summary>
internal sealed class NothingProjection : IProjection
{
    public const string Name = "nothing";

    public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation) => Task.CompletedTask;
}
