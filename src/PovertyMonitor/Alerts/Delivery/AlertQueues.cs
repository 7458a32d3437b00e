using NodaTime;
using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Alerts.Detection;
using Wolverine;
using Wolverine.Configuration;

namespace PovertyMonitor.Alerts.Delivery;

/// <summary>A durable queue per receiver, so that one that hangs delays no other.</summary>
internal sealed class AlertQueues : IWolverineExtension
{
    private const string Findings = "alert-findings";

    // A receiver that answers slowly still gets several at once.
    private const int AtOnce = 4;

    /// <inheritdoc />
    public void Configure(WolverineOptions options)
    {
        // What is found of one household or area is handled in its order: that it recurred before that it is over.
        options.PublishMessage<AlertFound>().ToLocalQueue(Findings);
        options.PublishMessage<AlertCauseTurned>().ToLocalQueue(Findings);
        options.LocalQueue(Findings).UseDurableInbox().PartitionProcessingByGroupId(PartitionSlots.Five);
        for (var lane = 0; lane < AudienceRegister.Lanes; lane++) options.LocalQueue(NameOf(lane)).UseDurableInbox().MaximumParallelMessages(AtOnce);
    }

    /// <summary>An attempt on its receiver's queue.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="at">When it is due.</param>
    /// <param name="now">Now: what is due goes on the queue at once, since what is scheduled is looked at every few seconds only.</param>
    public static object To(AttemptDelivery attempt, Instant at, Instant now) => attempt.ToDestination(
        new Uri($"local://{NameOf(attempt.Lane)}"), new DeliveryOptions { TenantId = attempt.Tenant, ScheduledTime = at > now ? at.ToDateTimeOffset() : null });

    private static string NameOf(int lane) => $"alert-delivery-{lane}";
}
