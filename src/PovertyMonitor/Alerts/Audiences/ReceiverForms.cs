using System.Text.Json.Serialization;

namespace PovertyMonitor.Alerts.Audiences;

/// <summary>Where an audience receives alerts.</summary>
/// <param name="Audience">The audience's code.</param>
/// <param name="Channel"><c>webhook</c> or <c>email</c>.</param>
/// <param name="Address">An http or https address, or an e-mail address; the one that is there if absent.</param>
/// <param name="Areas">The areas whose alerts it gets; all if absent.</param>
/// <param name="Language">The language of e-mails: <c>id</c> (if absent) or <c>en</c>.</param>
/// <param name="Receiver">Its code, as it is listed; the one in the address of the request if absent.</param>
/// <param name="Host">The host of its address, as it is listed.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ReceiverBody(string? Audience, [property: JsonConverter(typeof(ByName<AlertChannel>))] AlertChannel? Channel, string? Address, IReadOnlyList<string>? Areas = null, string? Language = null,
    string? Receiver = null, string? Host = null);

/// <summary>A webhook's secret.</summary>
/// <param name="Secret">As Standard Webhooks writes it; it can't be read again.</param>
internal sealed record SecretView(string? Secret);

/// <summary>A receiver.</summary>
/// <param name="Receiver">Its code.</param>
/// <param name="Audience">The audience's code.</param>
/// <param name="Channel">How it is told.</param>
/// <param name="Areas">The areas whose alerts it gets; none: all.</param>
/// <param name="Host">The host of its address; what follows it may be secret.</param>
/// <param name="Language">The language of its e-mails.</param>
internal sealed record ReceiverView(string Receiver, string Audience, AlertChannel Channel, IReadOnlyList<string> Areas, string Host, string Language)
{
    public static ReceiverView Of(Receiver r) =>
        new(r.Code, r.Audience, r.Channel, r.Areas, HostOf(r.Channel, r.Address), r.Language);

    /// <summary>The host of an address.</summary>
    public static string HostOf(AlertChannel channel, string address) =>
        channel == AlertChannel.Webhook ? new Uri(address).Authority : address[(address.IndexOf('@', StringComparison.Ordinal) + 1)..];
}
