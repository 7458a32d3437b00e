using NodaTime;
using PovertyMonitor.Alerts.Audiences;
using Wolverine;

namespace PovertyMonitor.Alerts.Delivery;

/// <summary>A durable queue per receiver, so that one that hangs delays no other.</summary>
internal sealed class AlertQueues : IWolverineExtension
{
    // A receiver that answers slowly still gets several at once.
    private const int AtOnce = 4;

    /// <inheritdoc />
    public void Configure(WolverineOptions options)
    {
        for (var lane = 0; lane < AudienceRegister.Lanes; lane++) options.LocalQueue(NameOf(lane)).UseDurableInbox().MaximumParallelMessages(AtOnce);
    }

    /// <summary>An attempt on its receiver's queue.</summary>
    public static object To(AttemptDelivery attempt, Instant at) => attempt.ToDestination(
        new Uri($"local://{NameOf(attempt.Lane)}"), new DeliveryOptions { TenantId = attempt.Tenant, ScheduledTime = at.ToDateTimeOffset() });

    private static string NameOf(int lane) => $"alert-delivery-{lane}";
}
