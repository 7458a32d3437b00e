namespace PovertyMonitor.AlkireFoster;

/// <summary>A subgroup's figures beside its share in the population and in its poverty.</summary>
/// <param name="Name">The subgroup.</param>
/// <param name="Index">Its own figures.</param>
/// <param name="PopulationShare">Its share of the measured persons, 0 to 1; null where nobody is measured.</param>
/// <param name="ContributionToH">Its share of the poor persons, 0 to 1; null where nobody is poor.</param>
/// <param name="ContributionToM0">Its share of M0, n_l M0_l / (n M0), 0 to 1; null where nobody is poor.</param>
public sealed record SubgroupFigures(
    string Name, PovertyIndex Index, double? PopulationShare, double? ContributionToH, double? ContributionToM0);
