using System.Runtime.InteropServices;

namespace PovertyMonitor.AlkireFoster.Sampling;

/// <summary>
/// The primary sampling units of a survey, or of all rounds of one, in their strata. Every unit of the design counts
/// in every subgroup's variance, with a total of zero where it has no member of the subgroup. Units are drawn with
/// replacement in the formula's eyes: there is no finite-population correction. Not safe for use by several threads
/// at once.
/// </summary>
public sealed class SampleDesign
{
    private readonly Dictionary<(int Stratum, string Psu), int> _psus = [];
    private readonly Dictionary<string, int> _strata = new(StringComparer.Ordinal);
    private readonly List<int> _stratumOfPsu = [];
    private readonly List<int> _psusOfStratum = [];

    /// <summary>Number of primary sampling units.</summary>
    public int Psus => _stratumOfPsu.Count;

    /// <summary>Number of strata.</summary>
    public int Strata => _psusOfStratum.Count;

    /// <summary>The design's degrees of freedom: units less strata, for the whole and for every subgroup.</summary>
    public int DegreesOfFreedom => Psus - Strata;

    /// <summary>The names of the strata that have a single unit, in order of first appearance.</summary>
    public IReadOnlyList<string> LonelyStrata => [.. _strata.Where(s => _psusOfStratum[s.Value] == 1).Select(s => s.Key)];

    /// <summary>The number of a unit; the first mention adds it.</summary>
    /// <param name="stratum">The stratum; the empty name where the sample is not stratified.</param>
    /// <param name="psu">The unit's name, unique within its stratum.</param>
    public int Psu(string stratum, string psu)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_psus, (StratumNumber(stratum), psu), out var known);
        if (!known) number = Add(_strata[stratum]);
        return number;
    }

    /// <summary>Adds a unit without a name, where every household is a unit of its own.</summary>
    /// <param name="stratum">The stratum; the empty name where the sample is not stratified.</param>
    /// <returns>The new unit's number.</returns>
    public int NewPsu(string stratum) => Add(StratumNumber(stratum));

    internal int StratumOf(int psu) => _stratumOfPsu[psu];

    internal int PsusOf(int stratum) => _psusOfStratum[stratum];

    private int StratumNumber(string stratum)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(_strata, stratum, out var known);
        if (known) return number;
        number = _psusOfStratum.Count;
        _psusOfStratum.Add(0);
        return number;
    }

    private int Add(int stratum)
    {
        _psusOfStratum[stratum]++;
        _stratumOfPsu.Add(stratum);
        return _stratumOfPsu.Count - 1;
    }
}
