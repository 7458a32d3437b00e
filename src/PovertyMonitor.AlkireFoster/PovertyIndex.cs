using System.Collections.Immutable;
using System.Numerics;

namespace PovertyMonitor.AlkireFoster;

/// <summary>
/// The Alkire-Foster figures of a population for one measure and cutoff. The household is the unit of
/// identification, the person the unit of analysis: every ratio is of persons unless its name says households.
/// Ratios are the nearest doubles of quotients of exact integer sums, which are exposed too. Where nobody is measured
/// a figure is null, neither 0 nor NaN. Source: Alkire &amp; Foster 2011, <i>Counting and multidimensional poverty
/// measurement</i>; Alkire et al. 2015, chapter 5; OPHI's methodological notes of the global MPI.
/// </summary>
public sealed record PovertyIndex
{
    /// <summary>The least score of a vulnerable person, 1/5 (OPHI, global MPI).</summary>
    public static readonly Fraction VulnerableFrom = new(1, 5);

    /// <summary>The score from which a person is no longer vulnerable but poor in the global MPI, 1/3.</summary>
    public static readonly Fraction VulnerableBelow = new(1, 3);

    /// <summary>The least score of severe poverty, 1/2 (OPHI, global MPI).</summary>
    public static readonly Fraction SevereFrom = new(1, 2);

    private const long ExactInDouble = 1L << 53;

    private const int ExactBits = 53;

    internal PovertyIndex()
    {
    }

    /// <summary>The poverty cutoff k: a household is poor where its score is at least this.</summary>
    public required Fraction Cutoff { get; init; }

    /// <summary>What missing answers did.</summary>
    public required MissingRule MissingRule { get; init; }

    /// <summary>All households given, measured or not.</summary>
    public required long Households { get; init; }

    /// <summary>All persons given, measured or not.</summary>
    public required long Persons { get; init; }

    /// <summary>Households the figures are of (n).</summary>
    public required long HouseholdsUsed { get; init; }

    /// <summary>Persons the figures are of.</summary>
    public required long PersonsUsed { get; init; }

    /// <summary>Households left out by the missing rule.</summary>
    public long HouseholdsDropped => Households - HouseholdsUsed;

    /// <summary>Persons left out by the missing rule.</summary>
    public long PersonsDropped => Persons - PersonsUsed;

    /// <summary>Share of the given households that the figures are of, 0 to 1; null where none was given.</summary>
    public double? HouseholdCoverage => Ratio(HouseholdsUsed, Households);

    /// <summary>Share of the given persons that the figures are of, 0 to 1; null where none was given.</summary>
    public double? PersonCoverage => Ratio(PersonsUsed, Persons);

    /// <summary>Poor households.</summary>
    public required long PoorHouseholds { get; init; }

    /// <summary>Persons in poor households.</summary>
    public required long PoorPersons { get; init; }

    /// <summary>Persons in households with 1/5 &lt;= c &lt; 1/3, whatever the cutoff.</summary>
    public required long VulnerablePersons { get; init; }

    /// <summary>Households with 1/5 &lt;= c &lt; 1/3, whatever the cutoff.</summary>
    public required long VulnerableHouseholds { get; init; }

    /// <summary>Persons in households with c &gt;= 1/2, whatever the cutoff.</summary>
    public required long SeverePersons { get; init; }

    /// <summary>Households with c &gt;= 1/2, whatever the cutoff.</summary>
    public required long SevereHouseholds { get; init; }

    /// <summary>The units of <see cref="PoorScoreSum"/> that make a score of 1.</summary>
    public required BigInteger ScoreUnits { get; init; }

    /// <summary>The exact sum of the scores of poor persons, in units of 1/<see cref="ScoreUnits"/>.</summary>
    public required BigInteger PoorScoreSum { get; init; }

    /// <summary>The exact sum of the squared scores of poor persons, in units of 1/<see cref="ScoreUnits"/>².</summary>
    public required BigInteger PoorScoreSquareSum { get; init; }

    /// <summary>The indicators' figures in bit order.</summary>
    public required ImmutableArray<IndicatorFigures> Indicators { get; init; }

    /// <summary>The dimensions' figures in order of first appearance.</summary>
    public required ImmutableArray<DimensionFigures> Dimensions { get; init; }

    /// <summary>Headcount ratio H = poor persons / persons, 0 to 1.</summary>
    public double? H => Ratio(PoorPersons, PersonsUsed);

    /// <summary>Intensity A = sum of the poor's scores / poor persons, k to 1; null where nobody is poor.</summary>
    public double? A => Ratio(PoorScoreSum, ScoreUnits * PoorPersons);

    /// <summary>Adjusted headcount ratio M0 = H A = sum of the poor's scores / persons, 0 to 1; the MPI.</summary>
    public double? M0 => Ratio(PoorScoreSum, ScoreUnits * PersonsUsed);

    /// <summary>Share of persons with 1/5 &lt;= c &lt; 1/3.</summary>
    public double? Vulnerable => Ratio(VulnerablePersons, PersonsUsed);

    /// <summary>Share of persons with c &gt;= 1/2.</summary>
    public double? Severe => Ratio(SeverePersons, PersonsUsed);

    /// <summary>Share of households that are poor; not H, which is of persons.</summary>
    public double? PoorHouseholdShare => Ratio(PoorHouseholds, HouseholdsUsed);

    /// <summary>
    /// Inequality among the poor: the variance of the score over poor persons, sum(c²)/q - A² (Alkire et al. 2015,
    /// section 9.1; Seth &amp; Alkire 2014, before normalisation); null where nobody is poor.
    /// </summary>
    public double? VarianceAmongPoor => Ratio(
        (PoorPersons * PoorScoreSquareSum) - (PoorScoreSum * PoorScoreSum),
        ScoreUnits * ScoreUnits * PoorPersons * PoorPersons);

    /// <summary>Computes the figures.</summary>
    /// <param name="measure">The measure in whose bit order the masks are.</param>
    /// <param name="cutoff">The poverty cutoff k, above 0 and at most 1.</param>
    /// <param name="histogram">The population; bits above the measure's indicators are refused.</param>
    /// <param name="missingRule">What a missing answer does.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cutoff is not above 0 and at most 1.</exception>
    /// <exception cref="ArgumentException">A mask has a bit the measure lacks, or a cell holds a negative count.</exception>
    public static PovertyIndex Of(
        MeasureStructure measure, Fraction cutoff, MaskHistogram histogram, MissingRule missingRule)
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(histogram);
        return new IndexTotals(measure, cutoff, missingRule).Add(histogram).ToIndex();
    }

    /// <summary>The double nearest to a quotient of exact integers; null where the divisor is 0.</summary>
    internal static double? Ratio(BigInteger numerator, BigInteger denominator)
    {
        if (denominator.IsZero) return null;
        // Doubles hold both exactly, so that the division rounds once; nearly always so, and far faster.
        if (numerator.GetBitLength() <= ExactBits && denominator.GetBitLength() <= ExactBits) return (double)numerator / (double)denominator;
        if (numerator <= ExactInDouble && denominator <= ExactInDouble && numerator.Sign >= 0) return (double)(long)numerator / (long)denominator;
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        return (double)(numerator / divisor) / (double)(denominator / divisor);
    }
}
