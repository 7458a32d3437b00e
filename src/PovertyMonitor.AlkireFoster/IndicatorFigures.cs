using System.Numerics;

namespace PovertyMonitor.AlkireFoster;

/// <summary>One indicator's figures, all of persons. Source: Alkire et al. 2015, section 5.5.3.</summary>
/// <param name="Code">The indicator's code.</param>
/// <param name="Dimension">The indicator's dimension.</param>
/// <param name="KnownPersons">
/// Persons in households for which the indicator counts: all used ones, but under
/// <see cref="MissingRule.DropIndicator"/> only those whose answer is known.
/// </param>
/// <param name="DeprivedPersons">Persons in deprived households, poor or not.</param>
/// <param name="PoorDeprivedPersons">Persons in households that are poor and deprived.</param>
/// <param name="ContributionSum">
/// The exact sum of w_j over poor and deprived persons, in units of 1/<see cref="PovertyIndex.ScoreUnits"/>.
/// </param>
/// <param name="Uncensored">Uncensored headcount ratio, 0 to 1: deprived / known; null where nobody is known.</param>
/// <param name="Censored">Censored headcount ratio h_j(k), 0 to 1: poor and deprived / known; null where nobody is known.</param>
/// <param name="Contribution">Absolute contribution w_j h_j(k) to M0; they add up to M0; null where nobody is measured.</param>
/// <param name="ContributionShare">The contribution / M0, 0 to 1; they add up to 1; null where M0 is 0 or null.</param>
public sealed record IndicatorFigures(
    string Code,
    string Dimension,
    long KnownPersons,
    long DeprivedPersons,
    long PoorDeprivedPersons,
    BigInteger ContributionSum,
    double? Uncensored,
    double? Censored,
    double? Contribution,
    double? ContributionShare);
