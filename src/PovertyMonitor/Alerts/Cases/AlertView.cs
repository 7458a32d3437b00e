using NodaTime;
using PovertyMonitor.Alerts.Delivery;
using PovertyMonitor.Measures;

namespace PovertyMonitor.Alerts.Cases;

/// <summary>An alert with all that became of it.</summary>
/// <param name="Alert">What it rests on now.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Text">What it says.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Audience">Whom it concerns now.</param>
/// <param name="Level">How often it was escalated.</param>
/// <param name="DeliveredAt">When the first receiver took it.</param>
/// <param name="AcknowledgedAt">When somebody acknowledged it first.</param>
/// <param name="SettledAt">When it was settled.</param>
/// <param name="Receivers">The receivers that took it.</param>
/// <param name="Help">The referrals and assistance that it led to.</param>
/// <param name="Reopenings">When it was taken up again, and why.</param>
internal sealed record AlertView(
    Alert Alert, Bilingual Name, Bilingual Text, AlertState State, string Audience, int Level, Instant? DeliveredAt, Instant? AcknowledgedAt, Instant? SettledAt,
    IReadOnlyCollection<string> Receivers, IReadOnlyList<AlertTakenUp> Help, IReadOnlyList<AlertReopened> Reopenings)
{
    public static AlertView Of(AlertCase alert, AlertContent content) => new(
        alert.Latest!, content.Name, content.Text, alert.State, alert.Audience, alert.Level, alert.DeliveredAt, alert.AcknowledgedAt, alert.SettledAt,
        [.. alert.Receivers.Order(StringComparer.Ordinal)], alert.Help, alert.Reopenings);
}
