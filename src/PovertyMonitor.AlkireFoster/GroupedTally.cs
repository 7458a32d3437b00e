using System.Numerics;
using System.Runtime.InteropServices;

namespace PovertyMonitor.AlkireFoster;

/// <summary>
/// Histograms of many groups (villages) at once, filled from columns of households. Up to
/// <see cref="DenseIndicators"/> indicators every possible mask has a place of its own in a table, so that counting a
/// household is one addition; above, and for households with missing answers, cells are kept sparsely. Exact in both
/// ways. Not safe for use by several threads at once; tallies of parts merge.
/// </summary>
public sealed class GroupedTally
{
    /// <summary>The most indicators for which all masks of a group are kept in a table.</summary>
    public const int DenseIndicators = 12;

    private const int Slice = 1 << 16;

    private readonly int _masks;
    private readonly List<MaskHistogramBuilder?> _sparse = [];

    // A cell of the narrow table is households + persons * 2^32, emptied into the wide ones before either can overflow;
    // these stay empty until then.
    private ulong[] _narrow = [];
    private ulong _narrowPersons;
    private ulong _narrowHouseholds;
    private long[] _households = [];
    private long[] _persons = [];

    /// <summary>Creates an empty tally.</summary>
    /// <param name="indicators">Number of indicators of the measure, 1 to 32.</param>
    public GroupedTally(int indicators)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(indicators, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(indicators, MeasureStructure.MaximumIndicators);
        Indicators = indicators;
        _masks = indicators <= DenseIndicators ? 1 << indicators : 0;
    }

    /// <summary>Number of indicators.</summary>
    public int Indicators { get; }

    /// <summary>Number of groups: one more than the highest group number given.</summary>
    public int Groups { get; private set; }

    /// <summary>A tally of households given as columns, counted by all processors.</summary>
    /// <param name="indicators">Number of indicators of the measure, 1 to 32.</param>
    /// <param name="groups">Each household's group, from 0.</param>
    /// <param name="masks">Its deprived indicators.</param>
    /// <param name="missing">Its unknown indicators; empty where nothing is missing in any household.</param>
    /// <param name="persons">Its number of persons, at least 0.</param>
    /// <exception cref="ArgumentException">The columns differ in length, or a value is out of its range.</exception>
    public static GroupedTally Of(
        int indicators, ReadOnlyMemory<int> groups, ReadOnlyMemory<uint> masks, ReadOnlyMemory<uint> missing, ReadOnlyMemory<int> persons)
    {
        var parts = Math.Clamp(groups.Length / Slice, 1, Environment.ProcessorCount);
        var tallies = new GroupedTally[parts];
        var length = (groups.Length + parts - 1) / parts;
        try
        {
            Parallel.For(0, parts, part =>
            {
                var start = part * length;
                var end = Math.Min(start + length, groups.Length);
                tallies[part] = new GroupedTally(indicators);
                tallies[part].Add(
                    groups.Span[start..end],
                    masks.Span[start..end],
                    missing.IsEmpty ? default : missing.Span[start..end],
                    persons.Span[start..end]);
            });
        }
        catch (AggregateException failure) when (failure.InnerException is ArgumentException wrong)
        {
            throw new ArgumentException(wrong.Message, nameof(groups), wrong);
        }

        for (var part = 1; part < parts; part++) tallies[0].Merge(tallies[part]);
        return tallies[0];
    }

    /// <summary>Counts households given as columns, one household a row.</summary>
    /// <param name="groups">Each household's group, from 0.</param>
    /// <param name="masks">Its deprived indicators.</param>
    /// <param name="missing">Its unknown indicators; empty where nothing is missing in any household.</param>
    /// <param name="persons">Its number of persons, at least 0.</param>
    /// <exception cref="ArgumentException">The columns differ in length, or a value is out of its range.</exception>
    public void Add(ReadOnlySpan<int> groups, ReadOnlySpan<uint> masks, ReadOnlySpan<uint> missing, ReadOnlySpan<int> persons)
    {
        if (masks.Length != groups.Length || persons.Length != groups.Length || (missing.Length != 0 && missing.Length != groups.Length))
            throw new ArgumentException("The columns differ in length.", nameof(groups));
        for (var start = 0; start < groups.Length; start += Slice)
        {
            var length = Math.Min(Slice, groups.Length - start);
            AddSlice(
                groups.Slice(start, length),
                masks.Slice(start, length),
                missing.IsEmpty ? missing : missing.Slice(start, length),
                persons.Slice(start, length));
        }
    }

    /// <summary>Adds another tally of the same number of indicators, group by group.</summary>
    /// <exception cref="ArgumentException">The other has another number of indicators.</exception>
    public void Merge(GroupedTally other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Indicators != Indicators) throw new ArgumentException("The tallies have different numbers of indicators.", nameof(other));
        if (other.Groups > 0) Reach(other.Groups - 1);
        MakeRoom(other._narrowHouseholds, other._narrowPersons);
        AddTo(_narrow.AsSpan(0, other.Groups * _masks), other._narrow.AsSpan(0, other.Groups * _masks));
        if (other._persons.Length > 0)
        {
            AllocateWide();
            for (var i = 0; i < other.Groups * _masks; i++)
            {
                _households[i] = checked(_households[i] + other._households[i]);
                _persons[i] = checked(_persons[i] + other._persons[i]);
            }
        }

        for (var group = 0; group < other._sparse.Count; group++)
        {
            if (other._sparse[group] is { } cells) Sparse(group).Merge(cells.ToHistogram());
        }
    }

    /// <summary>One group's histogram.</summary>
    public MaskHistogram ToHistogram(int group)
    {
        var cells = new MaskHistogramBuilder();
        for (var mask = 0; mask < _masks; mask++)
        {
            var place = (group * _masks) + mask;
            cells.Add((uint)mask, 0, (uint)_narrow[place], (long)(_narrow[place] >> 32));
            if (_persons.Length > 0) cells.Add((uint)mask, 0, _households[place], _persons[place]);
        }

        if (group < _sparse.Count && _sparse[group] is { } sparse) cells.Merge(sparse.ToHistogram());
        return cells.ToHistogram();
    }

    /// <summary>The figures of every group, in the order of the groups' numbers.</summary>
    /// <inheritdoc cref="PovertyIndex.Of"/>
    public IReadOnlyList<PovertyIndex> Indices(MeasureStructure measure, Fraction cutoff, MissingRule missingRule)
    {
        ArgumentNullException.ThrowIfNull(measure);
        if (measure.Indicators.Length != Indicators) throw new ArgumentException("The measure has another number of indicators.", nameof(measure));
        var dense = _persons.Length == 0 ? DenseMeasure.TryCreate(measure, cutoff, _masks, _narrowPersons) : null;
        var indices = new PovertyIndex[Groups];
        Parallel.For(0, Groups, () => new ulong[2 * _masks], (group, _, scratch) =>
        {
            var totals = new IndexTotals(measure, cutoff, missingRule);
            if (dense is null)
            {
                totals.Add(ToHistogram(group));
            }
            else
            {
                totals.Add(dense.Sum(_narrow.AsSpan(group * _masks, _masks), scratch));
                if (group < _sparse.Count && _sparse[group] is { } sparse) totals.Add(sparse.ToHistogram());
            }

            indices[group] = totals.ToIndex();
            return scratch;
        }, _ => { });
        return indices;
    }

    private void AddSlice(ReadOnlySpan<int> groups, ReadOnlySpan<uint> masks, ReadOnlySpan<uint> missing, ReadOnlySpan<int> persons)
    {
        var allIndicators = uint.MaxValue >> (32 - Indicators);
        if (groups.ContainsAnyInRange(int.MinValue, -1) || persons.ContainsAnyInRange(int.MinValue, -1)
            || masks.ContainsAnyExceptInRange(0u, allIndicators) || missing.ContainsAnyExceptInRange(0u, allIndicators))
        {
            throw new ArgumentException($"A group or a number of persons is negative, or a mask has a bit above the {Indicators} indicators.", nameof(masks));
        }

        Reach(groups);
        var total = SumOf(persons);
        if (_masks == 0 || total > uint.MaxValue || missing.ContainsAnyExcept(0u))
        {
            for (var i = 0; i < groups.Length; i++) Sparse(groups[i]).Add(masks[i], missing.IsEmpty ? 0 : missing[i], 1, persons[i]);
            return;
        }

        MakeRoom((ulong)groups.Length, total);
        var (cells, width) = (_narrow, _masks);
        for (var i = 0; i < groups.Length; i++) cells[(groups[i] * width) + (int)masks[i]] += 1 | (ulong)persons[i] << 32;
    }

    private static ulong SumOf(ReadOnlySpan<int> persons)
    {
        var vectors = MemoryMarshal.Cast<int, Vector<uint>>(persons);
        var sums = Vector<ulong>.Zero;
        foreach (var vector in vectors)
        {
            Vector.Widen(vector, out var low, out var high);
            sums += low + high;
        }

        var sum = Vector.Sum(sums);
        foreach (var rest in persons[(vectors.Length * Vector<uint>.Count)..]) sum += (uint)rest;
        return sum;
    }

    private static void AddTo(Span<ulong> cells, ReadOnlySpan<ulong> others)
    {
        var vectors = MemoryMarshal.Cast<ulong, Vector<ulong>>(cells);
        var otherVectors = MemoryMarshal.Cast<ulong, Vector<ulong>>(others)[..vectors.Length];
        for (var i = 0; i < vectors.Length; i++) vectors[i] += otherVectors[i];
        for (var i = vectors.Length * Vector<ulong>.Count; i < cells.Length; i++) cells[i] += others[i];
    }

    private void Reach(ReadOnlySpan<int> groups)
    {
        if (Groups > 0 && !groups.ContainsAnyExceptInRange(0, Groups - 1)) return;
        var highest = 0;
        foreach (var group in groups) highest = Math.Max(highest, group);
        Reach(highest);
    }

    private void Reach(int group)
    {
        if (group < Groups) return;
        Groups = group + 1;
        var needed = (long)Groups * _masks;
        if (needed <= _narrow.Length) return;
        var length = checked((int)Math.Max(needed, Math.Min(2L * _narrow.Length, Array.MaxLength)));
        Array.Resize(ref _narrow, length);
        if (_persons.Length > 0) AllocateWide();
    }

    private void MakeRoom(ulong households, ulong persons)
    {
        if (_narrowPersons + persons > uint.MaxValue || _narrowHouseholds + households > uint.MaxValue)
        {
            AllocateWide();
            for (var i = 0; i < _narrow.Length; i++)
            {
                _households[i] = checked(_households[i] + (uint)_narrow[i]);
                _persons[i] = checked(_persons[i] + (long)(_narrow[i] >> 32));
            }

            Array.Clear(_narrow);
            (_narrowPersons, _narrowHouseholds) = (0, 0);
        }

        _narrowPersons += persons;
        _narrowHouseholds += households;
    }

    private void AllocateWide()
    {
        Array.Resize(ref _households, _narrow.Length);
        Array.Resize(ref _persons, _narrow.Length);
    }

    private MaskHistogramBuilder Sparse(int group)
    {
        while (_sparse.Count <= group) _sparse.Add(null);
        return _sparse[group] ??= new MaskHistogramBuilder();
    }
}
