namespace PovertyMonitor.AlkireFoster;

/// <summary>
/// One subgroup's people. For a subgroup of households (area, sex of the head) the counts are of its households and
/// all their persons; for one of persons (sex, age band, disability) each household's cell counts only those of its
/// persons who belong to the subgroup, so that a person is judged by the result of the whole household.
/// </summary>
/// <param name="Name">The subgroup, such as "urban" or "women".</param>
/// <param name="People">Its people.</param>
public sealed record Subgroup(string Name, MaskHistogram People);
