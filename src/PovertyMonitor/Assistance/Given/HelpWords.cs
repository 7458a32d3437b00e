using System.Collections.Frozen;
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

    // Codes are a regency's own; of those in common use people read the name.
    private static readonly FrozenDictionary<string, Text> Names = new Dictionary<string, Text>
    {
        ["dinkes"] = new("Dinas Kesehatan", "Dinas Kesehatan (health)"),
        ["dinsos"] = new("Dinas Sosial", "Dinas Sosial (social affairs)"),
        ["disdik"] = new("Dinas Pendidikan", "Dinas Pendidikan (education)"),
        ["dukcapil"] = new("Dinas Kependudukan dan Pencatatan Sipil", "Dukcapil (civil registration)"),
        ["dp3akb"] = new("Dinas P3AKB", "DP3AKB (women, children and family planning)"),
        ["dpmd"] = new("Dinas Pemberdayaan Masyarakat dan Desa", "Dinas PMD (villages)"),
        ["puskesmas"] = new("Puskesmas", "Puskesmas (health centre)"),
        ["pemdes"] = new("pemerintah desa", "the village government"),
        ["kemensos"] = new("Kementerian Sosial", "the Ministry of Social Affairs"),
        ["kemendikdasmen"] = new("Kementerian Pendidikan Dasar dan Menengah", "the Ministry of Primary and Secondary Education"),
        ["gizi-balita"] = new("gizi balita", "nutrition of children under five"),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What was given.</summary>
    public static string Of(AssistanceRecorded given, IReadOnlyList<Programme> programmes, Language language) => Given.In(language,
    [
        ("programme", programmes.FirstOrDefault(p => p.Code == given.Programme)?.In(language) ?? given.Programme),
        ("what", given.Amount is { } rupiah ? $"Rp{rupiah.ToString("#,0", language == Language.English ? CultureInfo.InvariantCulture : Rupiah)}" : NameOf(given.Service!, language)),
        ("agency", NameOf(given.Agency, language)),
    ]);

    /// <summary>A referral.</summary>
    public static string Of(ReferralMade referral, Language language) => Referred.In(language, [("agency", NameOf(referral.Agency, language)), ("service", NameOf(referral.Service, language))]);

    /// <summary>An agency's answer to a referral.</summary>
    public static string Of(ReferralAnswered answered, ReferralMade referral, Language language)
    {
        var word = typeof(ReferralAnswer).GetField(answered.Answer.ToString())!.GetCustomAttribute<ChoiceAttribute>()!;
        var answer = (language == Language.English ? word.English : word.Indonesian).ToLowerInvariant();
        return Answered.In(language, [("agency", NameOf(referral.Agency, language)), ("service", NameOf(referral.Service, language)), ("answer", answer)]);
    }

    private static string NameOf(string code, Language language) => Names.TryGetValue(code, out var name) ? name.In(language) : code.Replace('-', ' ');
}
