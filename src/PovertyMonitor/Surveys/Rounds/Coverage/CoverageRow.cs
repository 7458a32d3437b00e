using System.Text.Json.Serialization;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Surveys.Rounds.Coverage;

/// <summary>How much of a round is done in an area: each household once, by its last visit of the round.</summary>
/// <param name="Area">The area's code; a group's village.</param>
/// <param name="Name">The area's name.</param>
/// <param name="DasaWisma">The group's name, in a row of a group; absent for households in none.</param>
/// <param name="Expected">Households expected: as stated of the village, else of its groups together; where neither is stated, those found there. Of a sample round those of the sample who were met there or live there.</param>
/// <param name="Basis"><c>expected</c>, <c>found</c> where at least one village or group states nothing, or <c>sample</c>.</param>
/// <param name="GroupsExpected">Households expected in the groups together; absent where none states a number.</param>
/// <param name="Completed">Households with a completed interview.</param>
/// <param name="Refused">Households that refused.</param>
/// <param name="Absent">Households where nobody was at home.</param>
/// <param name="Moved">Households that had moved away.</param>
/// <param name="Vacant">Dwellings that were vacant.</param>
/// <param name="Duplicate">Households that are in the list twice.</param>
/// <param name="NotVisited">Expected and not visited, never below 0.</param>
/// <param name="Late">Of all visits, those made or received late; they count all the same.</param>
/// <param name="Coverage">Completed / expected, 0 to 1 and above where more were found; absent where none is expected.</param>
/// <param name="OutsideSample">Of a sample round, households visited that are not in its sample: no other number counts them.</param>
internal sealed record CoverageRow(
    string Area, string? Name, string? DasaWisma, int Expected, string Basis, int? GroupsExpected, int Completed, int Refused, int Absent, int Moved, int Vacant,
    int Duplicate, int NotVisited, int Late, double? Coverage, int? OutsideSample)
{
    /// <summary>The titles of <see cref="Cells"/>.</summary>
    public static IReadOnlyList<string> Titles { get; } =
        ["area", "name", "dasaWisma", "expected", "basis", "groupsExpected", "completed", "refused", "absent", "moved", "vacant", "duplicate", "notVisited", "late", "coverage", "outsideSample"];

    /// <summary>The row as cells of a table.</summary>
    [JsonIgnore]
    public IReadOnlyList<object?> Cells =>
        [Area, Name, DasaWisma, Expected, Basis, GroupsExpected, Completed, Refused, Absent, Moved, Vacant, Duplicate, NotVisited, Late, Coverage, OutsideSample];

    /// <summary>The rows of Dasa Wisma groups.</summary>
    public static IReadOnlyList<CoverageRow> ByGroup(IEnumerable<CoverageCell> cells, Func<string, string?> nameOf) =>
        [.. cells.Where(c => c.ExpectedInVillage is null).GroupBy(c => (c.Village, c.GroupKey)).OrderBy(g => g.Key.Village, StringComparer.Ordinal).ThenBy(g => g.Key.GroupKey, StringComparer.Ordinal)
            .Select(g => Of(g.Key.Village, nameOf(g.Key.Village), g.OrderBy(c => c.ExpectedInGroup is null).Select(c => c.DasaWisma).FirstOrDefault(n => n is not null),
                [Part.Of([.. g], _ => null)]))];

    /// <summary>The rows of areas: a village's own, or several villages' together.</summary>
    /// <param name="cells">The cells.</param>
    /// <param name="areaOf">The area a village belongs to, or itself.</param>
    /// <param name="nameOf">An area's name.</param>
    public static IReadOnlyList<CoverageRow> ByArea(IEnumerable<CoverageCell> cells, Func<string, string> areaOf, Func<string, string?> nameOf) =>
        [.. cells.GroupBy(c => c.Village).GroupBy(v => areaOf(v.Key)).OrderBy(a => a.Key, StringComparer.Ordinal)
            .Select(a => Of(a.Key, nameOf(a.Key), null, [.. a.Select(village => Part.Of([.. village], c => c.ExpectedInVillage))]))];

    private static CoverageRow Of(string area, string? name, string? group, IReadOnlyList<Part> parts)
    {
        int Sum(VisitOutcome outcome) => parts.Sum(p => p.Of(outcome));
        var (expected, completed) = (parts.Sum(p => p.Expected), Sum(VisitOutcome.Completed));
        return new(
            area, name, group, expected, parts.All(p => p.IsSample) ? "sample" : parts.All(p => p.IsStated) ? "expected" : "found", parts.All(p => p.InGroups is null) ? null : parts.Sum(p => p.InGroups ?? 0),
            completed, Sum(VisitOutcome.Refused), Sum(VisitOutcome.Absent), Sum(VisitOutcome.Moved), Sum(VisitOutcome.Vacant), Sum(VisitOutcome.Duplicate),
            parts.Sum(p => p.NotVisited), parts.Sum(p => p.Late), expected == 0 ? null : (double)completed / expected,
            parts.All(p => p.IsSample) ? parts.Sum(p => p.Outside) : null);
    }

    /// <summary>A village or a group: what was expected of it and what was visited.</summary>
    private sealed record Part(IReadOnlyList<CoverageCell> Cells, int? Stated, int? InGroups)
    {
        public bool IsSample => Cells.Any(c => c.OutsideSample is not null);

        public int Outside => Cells.Sum(c => c.OutsideSample ?? 0);

        public bool IsStated => IsSample || (Stated ?? InGroups) is not null;

        public int Expected => IsSample ? InGroups ?? 0 : Stated ?? InGroups ?? (Of(VisitOutcome.Completed) + Of(VisitOutcome.Refused) + Of(VisitOutcome.Absent));

        public int NotVisited => IsStated ? Math.Max(0, Expected - Cells.Sum(c => c.Households)) : 0;

        public int Late => Cells.Sum(c => c.Late);

        public static Part Of(IReadOnlyList<CoverageCell> cells, Func<CoverageCell, int?> stated)
        {
            var inGroups = cells.Select(c => c.ExpectedInGroup).OfType<int>().ToList();
            return new(cells, cells.Select(stated).FirstOrDefault(n => n is not null), inGroups.Count == 0 ? null : inGroups.Sum());
        }

        public int Of(VisitOutcome outcome) => Cells.Where(c => c.Outcome == Question.CodeOf(outcome)).Sum(c => c.Households);
    }
}
