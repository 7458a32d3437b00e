using System.Globalization;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.AlkireFoster.Sampling;

namespace PovertyMonitor.Measures.CommandLine;

/// <summary>Estimates every figure of every domain: levels of each round, then changes between two.</summary>
internal static class TidyRows
{
    private static readonly Dictionary<StatisticKind, string> Names = new()
    {
        [StatisticKind.H] = "H",
        [StatisticKind.A] = "A",
        [StatisticKind.M0] = "M0",
        [StatisticKind.Uncensored] = "hd",
        [StatisticKind.Censored] = "hdk",
        [StatisticKind.Contribution] = "actb",
        [StatisticKind.ContributionShare] = "pctb",
    };

    private static readonly (ChangeKind Kind, string Name, bool PerYear)[] Changes =
    [
        (ChangeKind.Absolute, "abs", false),
        (ChangeKind.Relative, "rel", false),
        (ChangeKind.AbsolutePerYear, "abs_pa", true),
        (ChangeKind.RelativePerYear, "rel_pa", true),
    ];

    /// <summary>The rows, and for each why something in it is empty.</summary>
    /// <exception cref="LonelyPsuException">A stratum has a single unit, and the policy is to fail.</exception>
    public static IEnumerable<(TidyRow Row, NoValueReason Reason)> Of(MeasureRequest request, HouseholdSums sums)
    {
        var statistics = Statistic.All(request.Measure, request.Cutoffs);
        return sums.Domains().SelectMany(d => Levels(d).Concat(ChangesOf(d)));

        IEnumerable<(TidyRow, NoValueReason)> Levels(HouseholdDomain domain)
        {
            for (var round = 0; round < domain.Rounds.Count; round++)
            {
                if (domain.Rounds[round] is not { } households) continue;
                foreach (var statistic in statistics)
                    yield return Row("level", statistic, domain, Round(request, round), "", households.Level(statistic));
            }
        }

        IEnumerable<(TidyRow, NoValueReason)> ChangesOf(HouseholdDomain domain)
        {
            if (domain.Rounds is not [{ } first, { } second]) yield break;
            var changes = Changes.Where(c => !c.PerYear || request.Years is not null).ToList();
            foreach (var statistic in statistics)
            {
                if (statistic.Kind is StatisticKind.Contribution or StatisticKind.ContributionShare) continue;
                var estimates = first.Changes(second, statistic, [.. changes.Select(c => c.Kind)], request.Years ?? 1);
                foreach (var (change, estimate) in changes.Zip(estimates))
                    yield return Row("change", statistic, domain, "1-2", change.Name, estimate);
            }
        }

        (TidyRow, NoValueReason) Row(string kind, Statistic s, HouseholdDomain domain, string round, string change, Estimate e) => (
            new TidyRow(
                kind,
                Names[s.Kind],
                s.Indicator is { } j ? request.Measure.Indicators[j].Code : "",
                s.Cutoff?.ToDouble(),
                domain.By,
                domain.Group,
                round,
                change,
                e.Value,
                e.StandardError,
                e.Lower,
                e.Upper,
                e.N),
            e.Reason == NoValueReason.OnlyLonelyUnits && !request.IsSample ? NoValueReason.None : e.Reason);
    }

    private static string Round(MeasureRequest request, int round) =>
        request.Round is null ? "" : (round + 1).ToString(CultureInfo.InvariantCulture);
}
