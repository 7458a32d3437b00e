using System.Globalization;

namespace PovertyMonitor.Measures.CommandLine;

/// <summary>A column of names (areas, strata, units, rounds), each name numbered from 0 as it first appears.</summary>
internal sealed class KeyColumn
{
    /// <summary>The number of an empty cell or of NA.</summary>
    public const int Missing = -1;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> _lookup;
    private readonly List<string> _names = [];
    private readonly int[] _ofInteger = new int[1 << 16];
    private int _last = Missing;

    public KeyColumn(string column)
    {
        Column = column;
        _lookup = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>The column's name in the file.</summary>
    public string Column { get; }

    /// <summary>The names by number.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The number of a name, or <see cref="Missing"/>.</summary>
    public int Number(ReadOnlySpan<char> name)
    {
        // Files are mostly sorted: the name is that of the row before.
        if (_last >= 0 && name.SequenceEqual(_names[_last])) return _last;
        if (name.IsEmpty || name is "NA") return Missing;
        if (_lookup.TryGetValue(name, out var number)) return _last = number;
        _names.Add(name.ToString());
        _numbers.Add(_names[^1], _names.Count - 1);
        return _last = _names.Count - 1;
    }

    /// <summary>The number of a name that is an integer; small ones are remembered.</summary>
    public int Number(long name)
    {
        if ((ulong)name < (ulong)_ofInteger.Length && _ofInteger[name] > 0) return _ofInteger[name] - 1;
        Span<char> text = stackalloc char[20];
        name.TryFormat(text, out var length, default, CultureInfo.InvariantCulture);
        var number = Number(text[..length]);
        if ((ulong)name < (ulong)_ofInteger.Length) _ofInteger[name] = number + 1;
        return number;
    }

    /// <summary>The numbers in the order of their names: as numbers where all are, else as text.</summary>
    public IReadOnlyList<int> InOrder()
    {
        var all = Enumerable.Range(0, _names.Count).ToList();
        var values = _names.Select(n => double.TryParse(n, CultureInfo.InvariantCulture, out var value) ? value : double.NaN).ToList();
        return values.Exists(double.IsNaN)
            ? [.. all.OrderBy(i => _names[i], StringComparer.Ordinal)]
            : [.. all.OrderBy(i => values[i]).ThenBy(i => _names[i], StringComparer.Ordinal)];
    }
}
