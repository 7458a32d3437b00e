using System.Diagnostics.CodeAnalysis;
using JasperFx.Events;
using JasperFx.Events.Aggregation;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using JasperFx.Events.Subscriptions;
using Marten;
using Marten.Events.Projections;

namespace PovertyMonitor.Villages.Building;

/// <summary>
/// A projection whose next page is read while one is worked on. In a rebuild the daemon reads a page only when the one before is done; told
/// after each that there may be room for another, it reads on until as many events wait as the projection allows.
/// </summary>
/// <param name="projection">The projection.</param>
internal sealed class ReadAhead(IProjection projection)
    : ProjectionWrapper<IDocumentOperations, IQuerySession>(projection, ProjectionLifecycle.Async), ISubscriptionFactory<IDocumentOperations, IQuerySession>
{
    ISubscriptionExecution ISubscriptionFactory<IDocumentOperations, IQuerySession>.BuildExecution(
        IEventStore<IDocumentOperations, IQuerySession> store, IEventDatabase database, ILoggerFactory loggerFactory, ShardName shardName) =>
        new Execution(BuildExecution(store, database, loggerFactory, shardName));

    ISubscriptionExecution ISubscriptionFactory<IDocumentOperations, IQuerySession>.BuildExecution(
        IEventStore<IDocumentOperations, IQuerySession> store, IEventDatabase database, ILogger logger, ShardName shardName) =>
        new Execution(BuildExecution(store, database, logger, shardName));

    private sealed class Execution(ISubscriptionExecution inner) : ISubscriptionExecution
    {
        public ShardName ShardName => inner.ShardName;

        public ShardExecutionMode Mode
        {
            get => inner.Mode;
            set => inner.Mode = value;
        }

        public async ValueTask EnqueueAsync(EventPage page, ISubscriptionAgent subscriptionAgent)
        {
            await inner.EnqueueAsync(page, subscriptionAgent);
            // Nothing is buffered up to the beginning of the log: it only has the agent look whether it may read on.
            await subscriptionAgent.MarkRangeBufferedAsync(0);
        }

        public Task StopAndDrainAsync(CancellationToken token) => inner.StopAndDrainAsync(token);

        public Task HardStopAsync() => inner.HardStopAsync();

        public bool TryBuildReplayExecutor([NotNullWhen(true)] out IReplayExecutor? executor) => inner.TryBuildReplayExecutor(out executor);

        public Task ProcessImmediatelyAsync(SubscriptionAgent subscriptionAgent, EventPage events, CancellationToken cancellation) =>
            inner.ProcessImmediatelyAsync(subscriptionAgent, events, cancellation);

        public Task ProcessRangeAsync(EventRange range) => inner.ProcessRangeAsync(range);

        public bool TryGetAggregateCache<TId, TDoc>([NotNullWhen(true)] out IAggregateCaching<TId, TDoc>? caching) => inner.TryGetAggregateCache(out caching);

        public Task CompactCachesAsync() => inner.CompactCachesAsync();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
