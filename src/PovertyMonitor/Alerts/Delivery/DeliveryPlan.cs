using NodaTime;
using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Alerts.Delivery;

/// <summary>What a receiver is told of an alert.</summary>
internal enum Notice
{
    /// <summary>It was raised.</summary>
    Raised,

    /// <summary>It was not acknowledged in time.</summary>
    Escalated,

    /// <summary>It was raised in error.</summary>
    Withdrawn,

    /// <summary>It was taken up again.</summary>
    Reopened,

    /// <summary>Its cause was gone before it was known to be taken.</summary>
    Closed,
}

/// <summary>Something to bring to a receiver.</summary>
/// <param name="Id">The same whenever it is planned anew.</param>
/// <param name="Receiver">Where it goes.</param>
/// <param name="Notice">What it is about.</param>
/// <param name="Due">When it goes out.</param>
/// <param name="IsDigest">Whether other alerts may go out with it.</param>
internal sealed record PlannedDelivery(Guid Id, Receiver Receiver, Notice Notice, Instant Due, bool IsDigest);

/// <summary>Plans when and with what an alert goes out. Pure.</summary>
internal static class DeliveryPlan
{
    private static readonly Guid Space = new("0d9a1d0c-6a2b-4f5e-8f5b-9a1f5f0c7e22");
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    /// <summary>The plan for one receiver.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="notice">What is told of it.</param>
    /// <param name="turn">Which time of that notice it is: a level, or the case's version.</param>
    /// <param name="grouping">The rule's grouping.</param>
    /// <param name="receiver">The receiver.</param>
    /// <param name="number">Which digest of the day: one that went out takes no more.</param>
    /// <param name="options">Quiet hours and the time of digests.</param>
    /// <param name="now">Now.</param>
    public static PlannedDelivery Of(Alert alert, Notice notice, int turn, AlertGrouping grouping, Receiver receiver, int number, AlertOptions options, Instant now)
    {
        var isUrgent = alert.Severity == AlertSeverity.Severe;
        // What changes something that was told already stands by itself.
        if (isUrgent || notice != Notice.Raised || (grouping == AlertGrouping.Each && receiver.Channel == AlertChannel.Webhook))
            return new(
                NameBasedGuid.Create(Space, $"{alert.Regency}/{alert.Id}/{notice}/{turn}/{receiver.Code}"), receiver, notice,
                isUrgent ? now : AfterQuiet(now, options.Quiet, options.Loud), false);
        var due = NextAt(now, options.Digest);
        var subject = grouping == AlertGrouping.VillageAndDay ? alert.Area : "";
        return new(NameBasedGuid.Create(Space, $"{alert.Regency}/digest/{receiver.Code}/{subject}/{due.InZone(Zone).Date:uuuu-MM-dd}/{number}"), receiver, Notice.Raised, due, true);
    }

    /// <summary>The id of a digest that is told anew, with what is left of one that may have arrived.</summary>
    public static Guid Anew(Guid digest, IReadOnlyList<Guid> told, IReadOnlyList<Guid> open) =>
        NameBasedGuid.Create(Space, $"{digest}/anew/{string.Join(',', told)}/{string.Join(',', open)}");

    /// <summary>Now, or the end of the quiet hours that it lies in.</summary>
    public static Instant AfterQuiet(Instant now, LocalTime quiet, LocalTime loud)
    {
        var time = now.InZone(Zone).TimeOfDay;
        var isQuiet = quiet < loud ? time >= quiet && time < loud : quiet > loud && (time >= quiet || time < loud);
        return isQuiet ? NextAt(now, loud) : now;
    }

    /// <summary>The next time a clock in the regency shows a time.</summary>
    public static Instant NextAt(Instant now, LocalTime time)
    {
        var local = now.InZone(Zone);
        var day = local.TimeOfDay < time ? local.Date : local.Date.PlusDays(1);
        return (day + time).InZoneLeniently(Zone).ToInstant();
    }

    /// <summary>The pause after a failed attempt: twice the one before, up to six hours, each a little longer or shorter.</summary>
    /// <param name="delivery">What failed; the pauses of two differ, so that they don't come back together.</param>
    /// <param name="attempt">Which attempt failed, from 1.</param>
    /// <param name="firstSeconds">The first pause.</param>
    public static Duration Pause(Guid delivery, int attempt, int firstSeconds)
    {
        var seconds = Math.Min(firstSeconds * Math.Pow(2, attempt - 1), 6 * 3600);
        var share = NameBasedGuid.Create(Space, $"{delivery}/{attempt}").ToByteArray()[0] / 255.0;
        return Duration.FromSeconds(seconds * (0.75 + (share / 2)));
    }
}
