using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Villages.Figures;

/// <summary>The parameters of a request that say which part of what is known its figures are of.</summary>
/// <param name="KnownOn">Only what was known at the end of a day (2026-03-01, in the regency's time) or at an instant.</param>
/// <param name="KnownAt">The same by the number of the last event.</param>
/// <param name="On">As it was true at the end of a day, or at an instant.</param>
/// <param name="K">The poverty cutoff: 1/3, 0.5 ...</param>
/// <param name="Households">Kinds of household, comma-separated: femaleHead, children, elderly, disability.</param>
/// <param name="Persons">all, female, male, underFive, children, adults, elderly, women, men or disabled.</param>
/// <param name="Group">A Dasa Wisma group.</param>
/// <param name="Rw">A hamlet (RW).</param>
/// <param name="Stage">The furthest stage on the village's last list: drawn, verified, confirmed, decreed; none for households on no list.</param>
/// <param name="Boundaries">then (each household in the village of its time) or now (in what became of it).</param>
internal sealed record SliceRequest(
    [FromQuery(Name = "knownOn")] string? KnownOn, [FromQuery(Name = "knownAt")] string? KnownAt, [FromQuery(Name = "on")] string? On, [FromQuery(Name = "k")] string? K,
    [FromQuery(Name = "households")] string? Households, [FromQuery(Name = "persons")] string? Persons, [FromQuery(Name = "group")] string? Group, [FromQuery(Name = "rw")] string? Rw,
    [FromQuery(Name = "stage")] string? Stage, [FromQuery(Name = "boundaries")] string? Boundaries)
{
    /// <summary>The regency's time.</summary>
    public static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    private static readonly Dictionary<string, HouseholdFlags> Kinds = new(StringComparer.Ordinal)
    {
        ["femaleHead"] = HouseholdFlags.FemaleHead,
        ["children"] = HouseholdFlags.Children,
        ["elderly"] = HouseholdFlags.Elderly,
        ["disability"] = HouseholdFlags.Disability,
    };

    private static readonly Dictionary<string, PersonGroup> PersonGroups =
        Enum.GetValues<PersonGroup>().ToDictionary(g => Question.CodeOf(g), StringComparer.Ordinal);

    /// <summary>Reads the slice; what is wrong is named by its parameter.</summary>
    /// <param name="round">The round asked for, if any: a round is not of a date.</param>
    /// <param name="work">Finds places of the log, stages and boundaries.</param>
    /// <param name="ct">Stops the reading.</param>
    public async Task<(FigureSlice Slice, ProblemResult? Problem)> ReadAsync(string? round, FigureWork work, CancellationToken ct)
    {
        var errors = new List<FieldError>();
        T? Wrong<T>(string field, string expected)
        {
            errors.Add(VillageProblems.InvalidField.At(field, ("expected", expected)));
            return default;
        }

        var slice = new FigureSlice
        {
            TrueAt = EndOf(On, "on"),
            Cutoff = K is null ? null : Fraction.TryParse(K, out var k) && k > Fraction.Zero && k <= Fraction.One ? k : Wrong<Fraction?>("k", "0 < k <= 1: 1/3, 0.5"),
            Households = (Households?.Split(',') ?? []).Aggregate(HouseholdFlags.None,
                (flags, kind) => flags | (Kinds.TryGetValue(kind, out var flag) ? flag : Wrong<HouseholdFlags>("households", string.Join(", ", Kinds.Keys)))),
            Persons = Persons is null ? PersonGroup.All : PersonGroups.TryGetValue(Persons, out var group) ? group : Wrong<PersonGroup>("persons", string.Join(", ", PersonGroups.Keys)),
            DasaWisma = string.IsNullOrWhiteSpace(Group) ? null : Group.Trim(),
            Hamlet = Rw is null ? null : PlaceForm.Neighbourhood().IsMatch(Rw) ? Rw : Wrong<string>("rw", "003"),
        };
        if (Stage is not null && !work.Stages.Words.Contains(Stage)) Wrong<object>("stage", string.Join(", ", work.Stages.Words));
        // Stages are kept as they stand now only.
        else if (Stage is not null && (KnownOn ?? KnownAt ?? On) is not null) Wrong<object>("stage", "stage | knownOn, knownAt, on");
        if (Boundaries is not (null or "then" or "now")) Wrong<object>("boundaries", "then, now");
        if (round is not null && On is not null) Wrong<object>("on", "round | on");
        if (KnownOn is not null && KnownAt is not null) Wrong<object>("knownAt", "knownOn | knownAt");
        var before = EndOf(KnownOn, "knownOn");
        var number = KnownAt is null ? (long?)null : long.TryParse(KnownAt, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : Wrong<long?>("knownAt", "0, 1, 2 ...");
        if (errors.Count > 0) return (slice, VillageProblems.Invalid.Result(errors, ("count", errors.Count)));
        if (Stage is not null) slice = slice with { Stage = new(Stage, await work.Stages.HouseholdsAsync(work.Tenant, Stage, ct), Stage == work.Stages.Words[^1]) };
        if (Boundaries == "now") slice = slice with { Successions = (await work.Registers.OfAsync(work.Tenant, ct)).Successions };
        if (before is { } end) return (slice with { Known = new(await work.Log.BeforeAsync(work.Tenant, end, ct), end) }, null);
        return (number is { } sequence ? slice with { Known = new(sequence, null) } : slice, null);

        Instant? EndOf(string? text, string field)
        {
            if (text is null) return null;
            if (LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day } && day.Year is > 1900 and < 9999) return Zone.AtStartOfDay(day.PlusDays(1)).ToInstant();
            return OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var time } ? time.ToInstant() : Wrong<Instant?>(field, "2026-03-01, 2026-03-01T12:00:00+07:00");
        }
    }
}
