using PovertyMonitor.Duplicates.Linkage;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Duplicates.Judging;

/// <summary>Puts what two households answered beside each other, field by field. Pure.</summary>
/// <param name="Language">The reader's language.</param>
internal sealed record SideBySide(Language Language)
{
    private static readonly Text FamilyCard = new("No. KK", "Family card number");
    private static readonly Text Name = new("Nama", "Name");
    private static readonly Text Nik = new("NIK", "Identity number (NIK)");

    /// <summary>The questions about the households.</summary>
    public IReadOnlyList<FieldPair> Households(Answers? a, Answers? b, PersonalData? personA, PersonalData? personB) =>
        [.. Personal("familyCard", FamilyCard, personA?.FamilyCard, personB?.FamilyCard), .. Lines(LinesOf(a), LinesOf(b))];

    /// <summary>The members, those beside each other who may be one by sex and age.</summary>
    public IReadOnlyList<MemberPair> Members(Answers? a, Answers? b, Func<Member, ComparedMember?> compared, Func<Guid, PersonIdentity?> identity) =>
        [.. Pair(a, b, compared).Select(p => new MemberPair(p.A?.Id, p.B?.Id, FieldsOf(p.A, p.B, identity)))];

    private List<FieldPair> FieldsOf(Member? a, Member? b, Func<Guid, PersonIdentity?> identity)
    {
        var (first, second) = (a is null ? null : identity(a.Id), b is null ? null : identity(b.Id));
        return [.. Personal("name", Name, first?.Name, second?.Name), .. Personal("nik", Nik, first?.Nik, second?.Nik), .. Lines(LinesOf(a), LinesOf(b))];
    }

    private IEnumerable<FieldPair> Personal(string field, Text label, string? a, string? b)
    {
        if (a is not null || b is not null) yield return new(field, label.In(Language), a, b, a != b);
    }

    private static IEnumerable<FieldPair> Lines(Dictionary<string, AnswerLine> a, Dictionary<string, AnswerLine> b) =>
        a.Keys.Union(b.Keys, StringComparer.Ordinal).Select(path =>
        {
            var (one, other) = (a.GetValueOrDefault(path), b.GetValueOrDefault(path));
            return new FieldPair(path, (one ?? other)!.Question, one?.Answer, other?.Answer, one?.Answer != other?.Answer);
        });

    private Dictionary<string, AnswerLine> LinesOf(Answers? answers) =>
        answers is null ? [] : AnswerLines.Of(answers with { Members = [] }, Language).ToDictionary(l => l.Path, StringComparer.Ordinal);

    private Dictionary<string, AnswerLine> LinesOf(Member? member) =>
        member is null ? [] : AnswerLines.Of(member, Language).ToDictionary(l => l.Path, StringComparer.Ordinal);

    /// <summary>Each member with the one of the other household who may be the same person by sex and age, if there is one.</summary>
    public static IEnumerable<(Member? A, Member? B)> Pair(Answers? a, Answers? b, Func<Member, ComparedMember?> compared)
    {
        var left = (b?.Members ?? []).ToList();
        foreach (var member in a?.Members ?? [])
        {
            var fit = compared(member) is { } one
                ? left.Where(o => compared(o) is { } other && RosterMatch.Fit(one, other)).MinBy(o => Math.Abs(compared(o)!.Value.Born - one.Born))
                : null;
            if (fit is not null) left.Remove(fit);
            yield return (member, fit);
        }
        foreach (var member in left) yield return (null, member);
    }
}

/// <summary>A question and what each household answered.</summary>
/// <param name="Field">The field's path.</param>
/// <param name="Question">The question in the reader's words.</param>
/// <param name="A">The first household's answer in words; absent where it gave none.</param>
/// <param name="B">The second's.</param>
/// <param name="Differs">Whether they differ.</param>
internal sealed record FieldPair(string Field, string Question, string? A, string? B, bool Differs);

/// <summary>A member of each household, who may be one person.</summary>
/// <param name="A">The first household's member; absent where it has none of that sex and age.</param>
/// <param name="B">The second's.</param>
/// <param name="Fields">What was answered of them.</param>
internal sealed record MemberPair(Guid? A, Guid? B, IReadOnlyList<FieldPair> Fields);
