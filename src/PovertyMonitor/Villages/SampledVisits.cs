using PovertyMonitor.Surveys.Rounds.Coverage;

namespace PovertyMonitor.Villages;

/// <summary>A sample round's visits by village, from what its coverage counts. Pure.</summary>
internal static class SampledVisits
{
    /// <summary>The visits.</summary>
    /// <param name="cells">What coverage counts.</param>
    /// <param name="regency">Under whose code those stand of whom no village is known.</param>
    /// <param name="unplaced">How many they are.</param>
    public static IReadOnlyDictionary<string, VillageVisits> Of(IEnumerable<CoverageCell> cells, string regency, int unplaced)
    {
        var visits = new Dictionary<string, VillageVisits>();
        foreach (var cell in cells)
        {
            var village = visits.GetValueOrDefault(cell.Village, VillageVisits.None).BesideSample(cell.OutsideSample ?? 0);
            visits[cell.Village] = cell.Outcome is { } outcome
                ? village with { ByOutcome = village.ByOutcome.SetItem(outcome, village.ByOutcome.GetValueOrDefault(outcome) + cell.Households) }
                : village with { Expected = village.Expected + (cell.ExpectedInGroup ?? 0) };
        }
        if (unplaced > 0) visits[regency] = VillageVisits.None.BesideSample(0) with { Expected = unplaced };
        return visits;
    }
}
