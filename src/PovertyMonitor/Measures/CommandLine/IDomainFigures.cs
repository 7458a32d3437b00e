using PovertyMonitor.AlkireFoster;
using PovertyMonitor.AlkireFoster.Sampling;

namespace PovertyMonitor.Measures.CommandLine;

/// <summary>The figures of one domain in one round.</summary>
internal interface IDomainFigures
{
    /// <summary>A level.</summary>
    Estimate Level(Statistic statistic);

    /// <summary>Its changes to a later round of the same domain and file.</summary>
    IReadOnlyList<Estimate> Changes(IDomainFigures later, Statistic statistic, IReadOnlyList<ChangeKind> kinds, double years);
}
