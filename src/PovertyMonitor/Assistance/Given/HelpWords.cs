using System.Globalization;
using System.Reflection;
using PovertyMonitor.Assistance.Programmes;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Assistance.Given;

/// <summary>Help in words a village head understands. Pure.</summary>
internal static class HelpWords
{
    private static readonly Text Given = new("Menerima {programme}: {what}, dari {agency}.", "Received {programme}: {what}, from {agency}.");
    private static readonly Text Referred = new("Dirujuk ke {agency} untuk {service}.", "Referred to {agency} for {service}.");
    private static readonly Text Answered = new("Rujukan ke {agency} untuk {service}: {answer}.", "Referral to {agency} for {service}: {answer}.");
    private static readonly NumberFormatInfo Rupiah = new() { NumberGroupSeparator = "." };

    /// <summary>What was given.</summary>
    public static string Of(AssistanceRecorded given, IReadOnlyList<Programme> programmes, Language language) => Given.In(language,
    [
        ("programme", programmes.FirstOrDefault(p => p.Code == given.Programme)?.In(language) ?? given.Programme),
        ("what", given.Amount is { } rupiah ? $"Rp{rupiah.ToString("#,0", Rupiah)}" : given.Service),
        ("agency", given.Agency),
    ]);

    /// <summary>A referral.</summary>
    public static string Of(ReferralMade referral, Language language) => Referred.In(language, [("agency", referral.Agency), ("service", referral.Service)]);

    /// <summary>An agency's answer to a referral.</summary>
    public static string Of(ReferralAnswered answered, ReferralMade referral, Language language)
    {
        var word = typeof(ReferralAnswer).GetField(answered.Answer.ToString())!.GetCustomAttribute<ChoiceAttribute>()!;
        var answer = (language == Language.English ? word.English : word.Indonesian).ToLowerInvariant();
        return Answered.In(language, [("agency", referral.Agency), ("service", referral.Service), ("answer", answer)]);
    }
}
