using PovertyMonitor.Alerts.Detection;
using Wolverine;
using Wolverine.ErrorHandling;
using Wolverine.Runtime.Handlers;

namespace PovertyMonitor.Alerts.Delivery;

/// <summary>Handles what was found about alerts.</summary>
public static class AlertFoundHandler
{
    /// <summary>How failures are met.</summary>
    public static void Configure(HandlerChain chain) => AlertRetries.Never(chain);

    /// <summary>Has an alert told.</summary>
    public static Task<OutgoingMessages> Handle(AlertFound found, IAlertDesk desk, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(desk);
        return desk.TellAsync(found, ct);
    }
}

/// <summary>Handles what became of the causes of alerts.</summary>
public static class AlertCauseTurnedHandler
{
    /// <summary>How failures are met.</summary>
    public static void Configure(HandlerChain chain) => AlertRetries.Never(chain);

    /// <summary>Closes, withdraws or re-opens an alert.</summary>
    public static Task<OutgoingMessages> Handle(AlertCauseTurned turned, IAlertDesk desk, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(desk);
        return desk.TurnAsync(turned, ct);
    }
}

/// <summary>Handles what people take up again.</summary>
public static class AlertTakenUpAgainHandler
{
    /// <summary>How failures are met.</summary>
    public static void Configure(HandlerChain chain) => AlertRetries.Never(chain);

    /// <summary>Has it told.</summary>
    public static Task<OutgoingMessages> Handle(AlertTakenUpAgain again, IAlertDesk desk, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(desk);
        return desk.TakeUpAgainAsync(again, ct);
    }
}

/// <summary>Handles the time to acknowledge being up.</summary>
public static class EscalateAlertHandler
{
    /// <summary>How failures are met.</summary>
    public static void Configure(HandlerChain chain) => AlertRetries.Never(chain);

    /// <summary>Escalates an alert nobody acknowledged.</summary>
    public static Task<OutgoingMessages> Handle(EscalateAlert escalate, IAlertDesk desk, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(desk);
        return desk.EscalateAsync(escalate, ct);
    }
}

/// <summary>Handles attempts to deliver.</summary>
public static class AttemptDeliveryHandler
{
    /// <summary>How failures are met.</summary>
    public static void Configure(HandlerChain chain) => AlertRetries.Never(chain);

    /// <summary>Makes an attempt.</summary>
    public static Task<OutgoingMessages> Handle(AttemptDelivery attempt, IAlertDesk desk, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(desk);
        return desk.AttemptAsync(attempt, ct);
    }
}

/// <summary>What alert messages do when the database is away or anything else fails.</summary>
internal static class AlertRetries
{
    private static readonly TimeSpan[] Pauses = [.. ((int[])[1, 2, 5, 10, 30, 60, 300]).Select(s => TimeSpan.FromSeconds(s))];

    /// <summary>Never gives up: a message that is lost is an agency that isn't told.</summary>
    public static void Never(HandlerChain chain) => chain.OnAnyException().ScheduleRetryIndefinitely(Pauses);
}
