using MimeKit;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Delivery;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Alerts.Audiences;

/// <summary>What is wrong with a receiver as it is stated. Pure.</summary>
internal static class ReceiverCheck
{
    /// <summary>What is wrong with it by itself, and beside what it was.</summary>
    public static IEnumerable<FieldError> Check(string code, ReceiverBody body, Receiver? before, AudienceBook book, AddressGuard guard) =>
        [.. Form(code, body, book), .. Other(body, before), .. Inside(body, guard)];

    // What is on its way was written for the audience and the channel that were there: another is another receiver.
    private static IEnumerable<FieldError> Other(ReceiverBody body, Receiver? before)
    {
        if (before is not null && body.Audience != before.Audience) yield return AlertProblems.InvalidField.At("audience", ("expected", before.Audience));
        if (before is not null && body.Channel != before.Channel) yield return AlertProblems.InvalidField.At("channel", ("expected", Question.CodeOf(before.Channel)));
    }

    private static IEnumerable<FieldError> Form(string code, ReceiverBody body, AudienceBook book)
    {
        static FieldError Error(string field, string expected) => AlertProblems.InvalidField.At(field, ("expected", expected));
        if (!RuleCheck.IsCode(code)) yield return Error("code", "puskesmas-15");
        if (book.Find(body.Audience ?? "") is null) yield return Error("audience", string.Join(", ", book.Audiences.Keys));
        if (body.Channel is not { } channel || !Enum.IsDefined(channel)) yield return Error("channel", "webhook, email");
        else if (channel == AlertChannel.Webhook && !IsWebAddress(body.Address)) yield return Error("address", "https://example.go.id/alerts");
        else if (channel == AlertChannel.Email && !IsMailAddress(body.Address)) yield return Error("address", "alert@example.go.id");
        else if (body.Host is { } host && ReceiverView.HostOf(channel, body.Address!) is var own && own != host) yield return Error("host", own);
        if (body.Receiver is { } given && given != code) yield return SettingsProblems.OtherCode.At("receiver", ("code", code));
        if (body.Language is not (null or "id" or "en")) yield return Error("language", "id, en");
    }

    /// <summary>The areas that are not in the register.</summary>
    public static IEnumerable<FieldError> Unknown(IReadOnlyList<string> areas, string regency, Register register) =>
        from area in areas.Index()
        where area.Item != regency && !(AreaCode.TryParse(area.Item, out var code) && register.Find(code) is not null)
        select SettingsProblems.UnknownArea.At($"areas[{area.Index}]", ("area", area.Item));

    // A name and password in the address would go to every log in between.
    private static bool IsWebAddress(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && text.Length <= 2000 && address.UserInfo.Length == 0;

    private static IEnumerable<FieldError> Inside(ReceiverBody body, AddressGuard guard) =>
        body.Channel == AlertChannel.Webhook && IsWebAddress(body.Address) && AddressGuard.Literal(new Uri(body.Address!)) is { } address && !guard.Allows(address)
            ? [SettingsProblems.AddressInside.At("address", ("host", address))]
            : [];

    private static bool IsMailAddress(string? text) =>
        text is { Length: <= 254 } && MailboxAddress.TryParse(text, out var mailbox) && mailbox.Address == text && text.Contains('@', StringComparison.Ordinal);
}
