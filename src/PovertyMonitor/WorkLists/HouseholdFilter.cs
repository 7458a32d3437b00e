using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Households;
using PovertyMonitor.Measures;
using PovertyMonitor.Villages;

namespace PovertyMonitor.WorkLists;

/// <summary>Which households are asked for.</summary>
/// <param name="Measure">The measure that says what a household lacks.</param>
/// <param name="Cutoff">The poverty cutoff: the measure's own, or another.</param>
/// <param name="Villages">The villages, by code; at least one.</param>
internal sealed record HouseholdFilter(CompiledMeasure Measure, Fraction Cutoff, string[] Villages)
{
    /// <summary>Only those of this status under the cutoff.</summary>
    public PovertyStatus? Status { get; init; }

    /// <summary>Only those deprived in all of these indicators.</summary>
    public uint DeprivedIn { get; init; }

    /// <summary>Only those known to be deprived in none of these: an unknown indicator leaves a household out.</summary>
    public uint NotDeprivedIn { get; init; }

    /// <summary>Only those whose score is at least this.</summary>
    public Fraction? LeastScore { get; init; }

    /// <summary>Only those whose score is at most this.</summary>
    public Fraction? MostScore { get; init; }

    /// <summary>Only those with all of these flags.</summary>
    public HouseholdFlags Subgroup { get; init; }

    /// <summary>Only those of the Dasa Wisma group of this name.</summary>
    public string? DasaWisma { get; init; }

    /// <summary>Only those that reached this stage, and no further, on the last list they are on; <see cref="HouseholdSearch.OnNoList"/> for those on none.</summary>
    public string? Stage { get; init; }

    /// <summary>Whether a household with such masks is among them, as far as the measure goes. Pure.</summary>
    public bool Takes(uint deprived, uint missing)
    {
        if ((deprived & DeprivedIn) != DeprivedIn || ((deprived | missing) & NotDeprivedIn) != 0) return false;
        var score = ScoreOf(Measure, deprived, missing);
        return (Status is null || StatusOf(score) == Status)
            && (LeastScore is null || score >= LeastScore) && (MostScore is null || score <= MostScore);
    }

    /// <summary>The status of a household with a score.</summary>
    public PovertyStatus StatusOf(Fraction? score) =>
        score is null ? PovertyStatus.Unmeasured : score >= Cutoff ? PovertyStatus.Poor : PovertyStatus.NotPoor;

    /// <summary>The score of a household with such masks, 0 to 1; <see langword="null"/> where the measure's rule for missing answers leaves it out.</summary>
    public static Fraction? ScoreOf(CompiledMeasure measure, uint deprived, uint missing)
    {
        // The least cutoff there is makes everybody poor who is deprived in anything, so that the sum of the poor's scores is the score.
        var one = new MaskHistogramBuilder();
        one.Add(deprived, missing, 1, 1);
        var index = PovertyIndex.Of(measure.Structure, new Fraction(1, long.MaxValue), one.ToHistogram(), measure.MissingRule);
        return index.HouseholdsUsed == 0 ? null : new Fraction((long)index.PoorScoreSum, (long)index.ScoreUnits);
    }
}
