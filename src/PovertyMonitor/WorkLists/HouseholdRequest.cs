using PovertyMonitor.Access;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Measures;
using PovertyMonitor.Musdes;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Villages;

namespace PovertyMonitor.WorkLists;

/// <summary>Which households are asked for, as the address says it; several values of one parameter are separated by commas.</summary>
/// <param name="Area">A village's, a district's or the regency's code; all that is the caller's if absent.</param>
/// <param name="Measure">The measure, by code or code@revision.</param>
/// <param name="Status"><c>poor</c>, <c>notPoor</c> or <c>unmeasured</c>.</param>
/// <param name="K">A cutoff other than the measure's, above 0 and at most 1, such as <c>1/2</c> or <c>0.4</c>.</param>
/// <param name="Deprived">Codes of indicators that the household must be deprived in, all of them.</param>
/// <param name="NotDeprived">Codes of indicators that it must be known not to be deprived in.</param>
/// <param name="MinScore">The least score, 0 to 1.</param>
/// <param name="MaxScore">The greatest score, 0 to 1.</param>
/// <param name="Subgroup"><c>femaleHead</c>, <c>children</c>, <c>elderly</c> and <c>disability</c>: all of those named.</param>
/// <param name="DasaWisma">The name of a Dasa Wisma group; case doesn't count.</param>
/// <param name="Stage">The furthest stage on the village's last list: <c>drawn</c>, <c>verified</c>, <c>confirmed</c> or <c>decreed</c>; <c>none</c> for households on no list.</param>
internal sealed record HouseholdRequest(
    string? Area, string? Measure, string? Status, string? K, string? Deprived, string? NotDeprived, string? MinScore, string? MaxScore,
    string? Subgroup, string? DasaWisma, string? Stage)
{
    private static readonly string[] Stages = [.. Enum.GetValues<Stage>().Where(s => s != Musdes.Stage.Withdrawn).Select(s => Question.CodeOf(s)), HouseholdSearch.OnNoList];
    private static readonly HouseholdFlags[] Flags = [.. Enum.GetValues<HouseholdFlags>().Where(f => f != HouseholdFlags.None)];

    /// <summary>The codes of the subgroups that a household with these flags belongs to.</summary>
    public static IReadOnlyList<string> CodesOf(HouseholdFlags flags) => [.. Flags.Where(f => flags.HasFlag(f)).Select(f => Question.CodeOf(f))];

    /// <summary>The filter; what is wrong with the parameters goes to <paramref name="faults"/>. Pure.</summary>
    /// <param name="measure">The measure named, or the usual one.</param>
    /// <param name="caller">Whose villages those are that the area is narrowed to.</param>
    /// <param name="register">The regency's areas.</param>
    /// <param name="faults">Gets what is wrong.</param>
    /// <returns>The filter, with no village where none of the area is the caller's.</returns>
    public HouseholdFilter Read(CompiledMeasure measure, Caller caller, Register register, ICollection<FieldError> faults)
    {
        if (!AreaCode.TryParse(Area ?? caller.Regency, out var area) || register.Find(area) is null) faults.Add(HouseholdListProblems.UnknownArea.At("area"));
        var villages = register.VillagesIn(area).Select(v => v.Code.ToString()).Where(caller.MayRead).ToArray();
        if (DasaWisma is not null && !PlaceForm.IsGroup(DasaWisma)) faults.Add(Wrong("dasaWisma", "Melati 1"));
        if (Stage is not null && !Stages.Contains(Stage)) faults.Add(Wrong("stage", string.Join(", ", Stages)));
        var cutoff = Number("k", K, faults) ?? measure.Cutoff;
        if (cutoff <= Fraction.Zero) faults.Add(Wrong("k", "0 < k <= 1"));
        return new(measure, cutoff, villages)
        {
            Status = Status is null ? null : StatusOf(Status, faults),
            DeprivedIn = Mask("deprived", Deprived, measure, faults),
            NotDeprivedIn = Mask("notDeprived", NotDeprived, measure, faults),
            LeastScore = Number("minScore", MinScore, faults),
            MostScore = Number("maxScore", MaxScore, faults),
            Subgroup = Words(Subgroup).Aggregate(HouseholdFlags.None, (all, word) => all | FlagOf(word, faults)),
            DasaWisma = DasaWisma,
            Stage = Stage,
        };
    }

    private static PovertyStatus? StatusOf(string word, ICollection<FieldError> faults)
    {
        foreach (var status in Enum.GetValues<PovertyStatus>())
            if (Question.CodeOf(status) == word) return status;
        faults.Add(Wrong("status", string.Join(", ", Enum.GetValues<PovertyStatus>().Select(s => Question.CodeOf(s)))));
        return null;
    }

    private static HouseholdFlags FlagOf(string word, ICollection<FieldError> faults)
    {
        foreach (var flag in Flags)
            if (Question.CodeOf(flag) == word) return flag;
        faults.Add(Wrong("subgroup", string.Join(", ", Flags.Select(f => Question.CodeOf(f)))));
        return HouseholdFlags.None;
    }

    private static uint Mask(string field, string? codes, CompiledMeasure measure, ICollection<FieldError> faults)
    {
        var known = measure.Structure.Indicators.Select(i => i.Code).ToList();
        var mask = 0u;
        foreach (var bit in Words(codes).Select(code => known.IndexOf(code)))
            if (bit >= 0) mask |= 1u << bit;
            else faults.Add(HouseholdListProblems.UnknownIndicator.At(field, ("measure", measure.Id), ("known", string.Join(", ", known))));
        return mask;
    }

    private static Fraction? Number(string field, string? text, ICollection<FieldError> faults)
    {
        if (text is null) return null;
        if (Fraction.TryParse(text, out var number) && number >= Fraction.Zero && number <= Fraction.One) return number;
        faults.Add(Wrong(field, "0..1 (1/3, 0.4)"));
        return null;
    }

    private static string[] Words(string? list) => list?.Split(',', StringSplitOptions.TrimEntries) ?? [];

    private static FieldError Wrong(string field, string expected) => HouseholdListProblems.InvalidParameter.At(field, ("expected", expected));
}
