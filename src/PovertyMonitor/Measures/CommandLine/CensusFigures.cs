using PovertyMonitor.AlkireFoster;
using PovertyMonitor.AlkireFoster.Sampling;

namespace PovertyMonitor.Measures.CommandLine;

/// <summary>Exact figures, without standard errors, from an index for each cutoff.</summary>
internal sealed class CensusFigures(IReadOnlyDictionary<Fraction, PovertyIndex> indices) : IDomainFigures
{
    private readonly PovertyIndex _any = indices.Values.First();

    public Estimate Level(Statistic statistic)
    {
        var value = Value(statistic.Cutoff is { } k ? indices[k] : _any, statistic);
        return new Estimate(value, null, null, null, _any.HouseholdsUsed, value is not null ? NoValueReason.None : Empty(_any));
    }

    public IReadOnlyList<Estimate> Changes(IDomainFigures later, Statistic statistic, IReadOnlyList<ChangeKind> kinds, double years)
    {
        var (first, second) = (Level(statistic), later.Level(statistic));
        return [.. kinds.Select(kind =>
        {
            var change = Change.Of(kind, first.Value, second.Value, years);
            var reason = first.Value is null ? first.Reason : second.Value is null ? second.Reason : change.Reason;
            return new Estimate(change.Value, null, null, null, first.N + second.N, reason);
        })];
    }

    private static NoValueReason Empty(PovertyIndex index) => index.PersonsUsed == 0 ? NoValueReason.NobodyMeasured : NoValueReason.NobodyPoor;

    private static double? Value(PovertyIndex index, Statistic statistic) => statistic switch
    {
        { Kind: StatisticKind.H } => index.H,
        { Kind: StatisticKind.A } => index.A,
        { Kind: StatisticKind.M0 } => index.M0,
        { Kind: StatisticKind.Uncensored, Indicator: { } j } => index.Indicators[j].Uncensored,
        { Kind: StatisticKind.Censored, Indicator: { } j } => index.Indicators[j].Censored,
        { Kind: StatisticKind.Contribution, Indicator: { } j } => index.Indicators[j].Contribution,
        { Kind: StatisticKind.ContributionShare, Indicator: { } j } => index.Indicators[j].ContributionShare,
        _ => throw new ArgumentException($"{statistic.Kind} needs an indicator.", nameof(statistic)),
    };
}
