using System.Numerics;

namespace PovertyMonitor.AlkireFoster;

/// <summary>
/// What the persons a census did not measure could have made of its figures: the least where none of them is poor,
/// the most where all of them are, with a score of 1. A census has no sampling error; these bounds (Manski's
/// worst case) stand in its place, and areas whose bounds overlap are not ranked apart.
/// </summary>
/// <param name="UncoveredPersons">Persons not interviewed, or left out by the missing rule.</param>
/// <param name="LowerH">H if none of them is poor; null where there is nobody at all.</param>
/// <param name="UpperH">H if all of them are poor.</param>
/// <param name="LowerM0">M0 if none of them is poor.</param>
/// <param name="UpperM0">M0 if all of them are poor and deprived in everything.</param>
public sealed record CensusBounds(long UncoveredPersons, double? LowerH, double? UpperH, double? LowerM0, double? UpperM0)
{
    /// <summary>Computes the bounds.</summary>
    /// <param name="index">The figures of those measured.</param>
    /// <param name="notInterviewedPersons">
    /// Persons expected but not in the histogram; at least 0. Those in it whom the missing rule left out are added.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static CensusBounds Of(PovertyIndex index, long notInterviewedPersons)
    {
        ArgumentNullException.ThrowIfNull(index);
        ArgumentOutOfRangeException.ThrowIfNegative(notInterviewedPersons);
        var uncovered = checked(index.PersonsDropped + notInterviewedPersons);
        var persons = checked(index.PersonsUsed + uncovered);
        var units = index.ScoreUnits;
        return new CensusBounds(
            uncovered,
            PovertyIndex.Ratio(index.PoorPersons, persons),
            PovertyIndex.Ratio((BigInteger)index.PoorPersons + uncovered, persons),
            PovertyIndex.Ratio(index.PoorScoreSum, units * persons),
            PovertyIndex.Ratio(index.PoorScoreSum + (units * uncovered), units * persons));
    }

    /// <summary>Whether the bounds of M0 overlap, so that the two areas cannot be ranked apart by M0.</summary>
    public bool OverlapsM0(CensusBounds other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return !(UpperM0 < other.LowerM0 || other.UpperM0 < LowerM0);
    }

    /// <summary>Whether the bounds of H overlap, so that the two areas cannot be ranked apart by H.</summary>
    public bool OverlapsH(CensusBounds other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return !(UpperH < other.LowerH || other.UpperH < LowerH);
    }
}
