using System.Text;
using System.Text.Json;
using CloudNative.CloudEvents;
using CloudNative.CloudEvents.SystemTextJson;
using NodaTime;
using NodaTime.Text;
using PovertyMonitor.Alerts.Cases;
using PovertyMonitor.Measures;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Markup;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Alerts.Delivery;

/// <summary>Writes what is delivered: CloudEvents in their JSON form, or an e-mail in plain text and HTML. Pure.</summary>
internal static class Payloads
{
    private static readonly JsonSerializerOptions Json = AlertJson.Options;
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly Text StandAt = new("Keadaan per {day} {time} WIB", "As of {day} {time} WIB");
    private static readonly Text OnDay = new("Tanggal kejadian: {day}", "Happened on: {day}");
    private static readonly JsonEventFormatter Formatter = new(Json, default);

    /// <summary>The id by which a receiver tells repeats: a raised alert's own.</summary>
    public static Guid IdOf(PendingDelivery delivery, bool isDigest) =>
        !isDigest && delivery is { Notice: Notice.Raised, Alerts: [var alert] } ? alert : delivery.Id;

    /// <summary>The id of a body that was kept.</summary>
    public static string IdIn(string payload)
    {
        using var body = JsonDocument.Parse(payload);
        return body.RootElement.GetProperty("id").GetString()!;
    }

    /// <summary>A webhook's body.</summary>
    public static string Webhook(Guid id, string tenant, IReadOnlyList<AlertContent> alerts, bool isDigest, Instant now)
    {
        var what = isDigest ? "digest" : alerts[0].Notice.ToString().ToLowerInvariant();
        var cloudEvent = new CloudEvent
        {
            Id = $"{id}",
            Type = $"povertymonitor.alert.{what}.v1",
            Source = new Uri($"/regencies/{tenant}/alerts", UriKind.Relative),
            Subject = isDigest ? alerts[0].Alert.Area : alerts[0].Alert.Subject,
            Time = now.ToDateTimeOffset(),
            DataContentType = "application/json",
            Data = isDigest ? JsonSerializer.SerializeToElement(new { alerts = alerts.Select(DataOf) }, Json) : JsonSerializer.SerializeToElement(DataOf(alerts[0]), Json),
        };
        return Encoding.UTF8.GetString(Formatter.EncodeStructuredModeMessage(cloudEvent, out _).Span);
    }

    /// <summary>An e-mail, kept as JSON.</summary>
    public static string Email(Guid id, string language, IReadOnlyList<AlertContent> alerts, Instant now)
    {
        var isEnglish = language == Language.English.Tag;
        string In(Bilingual text) => isEnglish ? text.En : text.Id;
        var subject = isEnglish ? $"PovertyMonitor: {alerts.Count} alert(s)" : $"PovertyMonitor: {alerts.Count} peringatan";
        var reader = isEnglish ? Language.English : Language.Indonesian;
        var stand = StandAt.In(reader, [("day", now.InZone(Zone).Date), ("time", Time.Format(now.InZone(Zone).TimeOfDay))]);
        var more = isEnglish ? "Details after logging in" : "Rincian sesudah masuk";
        string DayOf(AlertContent alert) => OnDay.In(reader, [("day", alert.Alert.On)]);
        var (text, items) = (new StringBuilder().AppendLine(stand).AppendLine(), new List<Html>());
        foreach (var alert in alerts)
        {
            var head = $"{In(alert.Name)}{string.Concat(NoticeMarks.Of(alert, isEnglish).Select(m => $" [{m}]"))}";
            text.AppendLine(head).AppendLine(In(alert.Text)).AppendLine(DayOf(alert)).Append(more).Append(": ").AppendLine(alert.Link).AppendLine();
            items.Add(Html.Of($"""<h2>{head}</h2><p>{In(alert.Text)}</p><p>{DayOf(alert)}</p><p><a href="{alert.Link}">{more}</a></p>"""));
        }
        var html = Html.Of($"""<!doctype html><html lang="{language}"><head><meta charset="utf-8"><title>{subject}</title></head><body><p>{stand}</p>{Html.Join(items)}</body></html>""");
        return JsonSerializer.Serialize(new Mail(subject, text.ToString(), html.ToString(), id), Json);
    }

    /// <summary>The e-mail that was kept.</summary>
    public static Mail EmailOf(string payload) => JsonSerializer.Deserialize<Mail>(payload, Json)!;

    private static object DataOf(AlertContent c) => new
    {
        c.Alert.Id,
        c.Alert.Kind,
        c.Alert.Revision,
        c.Alert.Audience,
        c.Alert.Severity,
        c.State,
        c.Alert.Area,
        c.Alert.Village,
        // Of a household it would tell where it lives.
        Hamlet = c.Alert.Household is null ? c.Alert.Hamlet : null,
        c.Alert.Household,
        c.Alert.Subject,
        c.Alert.Cause,
        c.Alert.CausedAt,
        c.Alert.On,
        c.Alert.Round,
        c.Alert.Measure,
        c.Alert.Deprivations,
        c.Alert.Value,
        c.Alert.Limit,
        c.Alert.Count,
        c.Name,
        c.Text,
        c.Link,
    };
}
