using PovertyMonitor.AlkireFoster;
using PovertyMonitor.AlkireFoster.Sampling;

namespace PovertyMonitor.Measures.CommandLine;

/// <summary>Estimates from a sample's households.</summary>
internal sealed class SampleFigures(SampleEstimator estimator, SampleDomain domain) : IDomainFigures
{
    private readonly SampleDomain _domain = domain;

    public Estimate Level(Statistic statistic) => estimator.Level(_domain, statistic);

    public IReadOnlyList<Estimate> Changes(IDomainFigures later, Statistic statistic, IReadOnlyList<ChangeKind> kinds, double years) =>
        estimator.Changes(_domain, ((SampleFigures)later)._domain, statistic, kinds, years);
}
