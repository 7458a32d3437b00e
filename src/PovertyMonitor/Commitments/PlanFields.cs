using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using NodaTime;
using PovertyMonitor.Commitments.Plans;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Commitments;

/// <summary>A text of a request.</summary>
/// <param name="Id">In Bahasa Indonesia.</param>
/// <param name="En">In English; the Indonesian one where absent.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TextEntry(string? Id, string? En = null);

/// <summary>What shows that something is so.</summary>
/// <param name="Sha256">The hash of a file that was uploaded to <c>/api/evidence</c>.</param>
/// <param name="Link">Or a link, https.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record EvidenceEntry(string? Sha256 = null, string? Link = null);

/// <summary>Reads what a request says and gathers all that is wrong with it.</summary>
internal sealed partial class PlanFields
{
    private const int LongestText = 4000;
    private const int LongestName = 160;
    private const int LongestLink = 500;
    private const int MostNames = 30;

    /// <summary>What is wrong so far.</summary>
    public List<FieldError> Errors { get; } = [];

    /// <summary>A text that must be there.</summary>
    public Wording Text(TextEntry? text, string field) =>
        (text is null ? Wrong<Wording>(field, "{\"id\": \"...\", \"en\": \"...\"}") : TextIfAny(text, field)) ?? new("", "");

    /// <summary>A text that may be left out.</summary>
    public Wording? TextIfAny(TextEntry? text, string field)
    {
        if (text is null) return null;
        if (string.IsNullOrWhiteSpace(text.Id)) return Wrong<Wording>($"{field}.id", "...");
        return new(Plain(text.Id, $"{field}.id", LongestText), string.IsNullOrWhiteSpace(text.En) ? text.Id.Trim() : Plain(text.En, $"{field}.en", LongestText));
    }

    /// <summary>The name of an institution or an organisation.</summary>
    public string Name(string? name, string field) => NameIfAny(name, field) ?? Wrong<string>(field, "Bappeda") ?? "";

    /// <summary>The same where it may be left out.</summary>
    public string? NameIfAny(string? name, string field) => string.IsNullOrWhiteSpace(name) ? null : Plain(name, field, LongestName);

    /// <summary>Names of institutions or organisations; each once.</summary>
    public IReadOnlyList<string> Names(IReadOnlyList<string?>? names, string field)
    {
        if (names?.Count > MostNames) Wrong<object>(field, $"<= {MostNames}");
        return [.. (names ?? []).Take(MostNames).Select((n, i) => Name(n, $"{field}[{i}]")).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>One of an enumeration's choices, written as in JSON.</summary>
    public T Choice<T>(string? choice, string field)
        where T : struct, Enum
    {
        foreach (var known in Enum.GetValues<T>())
            if (NameOf(known) == choice) return known;
        return Wrong<T>(field, string.Join(", ", Enum.GetValues<T>().Select(NameOf)));
    }

    /// <summary>A code within a plan.</summary>
    public string Code(string? code, string field) => code is not null && CodeForm().IsMatch(code) ? code : Wrong<string>(field, "a-z 0-9 . -") ?? "";

    /// <summary>A day within limits.</summary>
    public LocalDate Day(LocalDate? day, string field, LocalDate? earliest = null, LocalDate? latest = null)
    {
        if (day is not { } given || given.Year is < 1900 or > 9000) return Wrong<LocalDate>(field, "2019-03-31");
        if (given < earliest) return Wrong<LocalDate>(field, $">= {earliest:uuuu-MM-dd}");
        return given > latest ? Wrong<LocalDate>(field, $"<= {latest:uuuu-MM-dd}") : given;
    }

    /// <summary>The day of something that happened in a plan's time: not before the plan, and not in the future.</summary>
    public LocalDate Past(LocalDate? day, string field, ActionPlan plan, LocalDate today)
    {
        if (day < plan.Start)
            Errors.Add(CommitmentProblems.BeforePlan.At(field, ("field", field), ("day", $"{day:uuuu-MM-dd}"), ("plan", plan.Code), ("start", $"{plan.Start:uuuu-MM-dd}")));
        else return Day(day, field, latest: today);
        return plan.Start;
    }

    /// <summary>A whole number within limits.</summary>
    public int Count(int? number, string field, int most, int least = 0) => number is { } count && count >= least && count <= most ? count : Wrong<int>(field, $"{least}..{most}");

    /// <summary>A number within limits.</summary>
    public decimal Number(decimal? number, string field, decimal least, decimal most) =>
        number is { } given && given >= least && given <= most ? given : Wrong<decimal>(field, $"{least}..{most}");

    /// <summary>Evidence that must be there.</summary>
    public Evidence Evidence(EvidenceEntry? evidence, string field) =>
        (evidence is null ? Wrong<Evidence>(field, "{\"sha256\": \"...\"}, {\"link\": \"https://...\"}") : EvidenceIfAny(evidence, field)) ?? new(null, null);

    /// <summary>Evidence that may be left out.</summary>
    public Evidence? EvidenceIfAny(EvidenceEntry? evidence, string field)
    {
        if (evidence is null) return null;
        if (evidence.Sha256 is null == evidence.Link is null) return Wrong<Evidence>(field, "sha256 | link");
        if (evidence.Sha256 is { } hash) return HashForm().IsMatch(hash) ? new(hash, null) : Wrong<Evidence>($"{field}.sha256", "64 x 0-9 a-f");
        // A query or a user in a link may be anything, a key too.
        return Uri.TryCreate(evidence.Link, UriKind.Absolute, out var link) && link.Scheme == Uri.UriSchemeHttps && link.UserInfo.Length + link.Query.Length + link.Fragment.Length == 0
            ? new(null, Plain(evidence.Link!, $"{field}.link", LongestLink))
            : Wrong<Evidence>($"{field}.link", "https://bojonegorokab.go.id/...");
    }

    /// <summary>Takes down that a field is wrong.</summary>
    public T? Wrong<T>(string field, string expected)
    {
        if (Errors.All(e => e.Field != field)) Errors.Add(CommitmentProblems.InvalidField.At(field, ("expected", expected)));
        return default;
    }

    private static string NameOf<T>(T choice)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(choice.ToString());

    private string Plain(string text, string field, int longest)
    {
        var trimmed = text.Trim();
        if (trimmed.Length > longest || trimmed.Any(c => char.IsControl(c) && c != '\n')) Wrong<object>(field, $"<= {longest}");
        else if (PersonalNumbers.AreIn(trimmed) || MailAddresses.AreIn(trimmed)) Errors.Add(CommitmentProblems.IdentityNumber.At(field));
        return trimmed;
    }

    [GeneratedRegex(@"^[a-z0-9][a-z0-9.-]{0,39}\z")]
    private static partial Regex CodeForm();

    [GeneratedRegex(@"^[0-9a-f]{64}\z")]
    private static partial Regex HashForm();
}
