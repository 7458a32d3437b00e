using System.Runtime.InteropServices;

namespace PovertyMonitor.AlkireFoster.Sampling;

/// <summary>
/// The sampled households of one domain, such as a district in one round. Households are kept as (unit, mask,
/// weight), so that any cutoff can be estimated later. Not safe for use by several threads at once.
/// </summary>
/// <param name="design">The design the households' units belong to; shared by all domains that are compared.</param>
/// <param name="missingRule">
/// <see cref="MissingRule.DropHousehold"/> or <see cref="MissingRule.NotDeprived"/>. For an indicator that a survey
/// lacks use <see cref="MeasureStructure.Without"/>.
/// </param>
public sealed class SampleDomain(SampleDesign design, MissingRule missingRule)
{
    private readonly List<SampledHousehold> _households = [];
    private List<PsuRun>? _runs;

    /// <summary>The design.</summary>
    public SampleDesign Design { get; } = design;

    /// <summary>What missing answers do.</summary>
    public MissingRule MissingRule { get; } = missingRule != MissingRule.DropIndicator
        ? missingRule
        : throw new ArgumentOutOfRangeException(nameof(missingRule), "A sample drops the household or treats it as not deprived.");

    /// <summary>Households the estimates are of, unweighted (n).</summary>
    public long Used { get; private set; }

    /// <summary>Households left out by the missing rule.</summary>
    public long Dropped { get; private set; }

    /// <summary>Sum of the weights of the households used: the estimated persons where weights count persons.</summary>
    public double Weight { get; private set; }

    /// <summary>Primary sampling units with a household that is used.</summary>
    public int Psus => Order().Count;

    internal ReadOnlySpan<SampledHousehold> Households
    {
        get
        {
            Order();
            return CollectionsMarshal.AsSpan(_households);
        }
    }

    internal IReadOnlyList<PsuRun> Runs => Order();

    /// <summary>Adds a household.</summary>
    /// <param name="psu">Its unit's number in the design.</param>
    /// <param name="weight">Its weight: sampling weight, times household size where figures are to be of persons.</param>
    /// <param name="mask">The deprived indicators.</param>
    /// <param name="missing">The unknown indicators.</param>
    /// <exception cref="ArgumentOutOfRangeException">The weight is negative or no number, or the design lacks the unit.</exception>
    public void Add(int psu, double weight, uint mask, uint missing)
    {
        if (!(weight >= 0) || double.IsInfinity(weight))
            throw new ArgumentOutOfRangeException(nameof(weight), weight, "A weight is a number of at least 0.");
        Add(psu, weight, mask, missing, 1);
    }

    /// <summary>Adds a cell's households, weighted by their persons.</summary>
    /// <param name="psu">Their unit's number in the design.</param>
    /// <param name="cell">The households.</param>
    /// <exception cref="ArgumentOutOfRangeException">The cell's persons are negative, or the design lacks the unit.</exception>
    public void Add(int psu, MaskCell cell)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(cell.Persons, nameof(cell));
        Add(psu, cell.Persons, cell.Mask, cell.Missing, cell.Households);
    }

    private void Add(int psu, double weight, uint mask, uint missing, long households)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(psu);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(psu, Design.Psus);
        if (missing != 0 && MissingRule == MissingRule.DropHousehold)
        {
            Dropped += households;
            return;
        }

        Used += households;
        _households.Add(new SampledHousehold(Design.StratumOf(psu), psu, mask & ~missing, weight));
        Weight += weight;
        _runs = null;
    }

    private List<PsuRun> Order()
    {
        if (_runs is not null) return _runs;
        var households = CollectionsMarshal.AsSpan(_households);
        households.Sort((a, b) => a.Stratum != b.Stratum ? a.Stratum.CompareTo(b.Stratum) : a.Psu.CompareTo(b.Psu));
        var runs = new List<PsuRun>();
        for (var start = 0; start < households.Length;)
        {
            var end = start + 1;
            while (end < households.Length && households[end].Psu == households[start].Psu) end++;
            runs.Add(new PsuRun(households[start].Stratum, households[start].Psu, start, end));
            start = end;
        }

        return _runs = runs;
    }
}

/// <summary>One household of a sample.</summary>
internal readonly record struct SampledHousehold(int Stratum, int Psu, uint Mask, double Weight);

/// <summary>The households [Start, End) of one unit, after sorting by stratum and unit.</summary>
internal readonly record struct PsuRun(int Stratum, int Psu, int Start, int End);
