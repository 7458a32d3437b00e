namespace PovertyMonitor.Alerts.Delivery;

/// <summary>The order to try to bring something to its receiver.</summary>
/// <param name="Tenant">The regency.</param>
/// <param name="Delivery">The delivery's id.</param>
/// <param name="Lane">The receiver's queue.</param>
public sealed record AttemptDelivery(string Tenant, Guid Delivery, int Lane);

/// <summary>The time to acknowledge an alert is up: look whether somebody did.</summary>
/// <param name="Tenant">The regency.</param>
/// <param name="Alert">The alert's id.</param>
/// <param name="Level">The level to escalate to, from 1.</param>
public sealed record EscalateAlert(string Tenant, Guid Alert, int Level);
