using PovertyMonitor.Alerts.Detection;
using Wolverine;

namespace PovertyMonitor.Alerts.Delivery;

/// <summary>What the handlers of alert messages do. Everything may be done twice: what is done is looked at first.</summary>
public interface IAlertDesk
{
    /// <summary>Has a found alert told to its audience, or takes up the one of its cool-down again.</summary>
    Task<OutgoingMessages> TellAsync(AlertFound found, CancellationToken ct);

    /// <summary>Closes, withdraws or re-opens an alert whose cause turned.</summary>
    Task<OutgoingMessages> TurnAsync(AlertCauseTurned turned, CancellationToken ct);

    /// <summary>Has an alert told that somebody took up again.</summary>
    Task<OutgoingMessages> TakeUpAgainAsync(AlertTakenUpAgain again, CancellationToken ct);

    /// <summary>Tells the next level, unless somebody acknowledged.</summary>
    Task<OutgoingMessages> EscalateAsync(EscalateAlert escalate, CancellationToken ct);

    /// <summary>Tries to bring something to its receiver.</summary>
    Task<OutgoingMessages> AttemptAsync(AttemptDelivery attempt, CancellationToken ct);
}
