namespace PovertyMonitor.Surveys.Files.Format;

/// <summary>Which rows of a household hold which elements of its lists.</summary>
internal sealed class MemberRows
{
    private readonly List<(int Row, int Number, Guid Id)> _members = [];
    private readonly Dictionary<string, List<int>> _others = [];

    /// <summary>How many members there are.</summary>
    public int Count => _members.Count;

    public void Clear()
    {
        _members.Clear();
        foreach (var rows in _others.Values) rows.Clear();
    }

    public void Add(int row, int number, Guid id) => _members.Add((row, number, id));

    /// <summary>Notes that the next element of another list stands on a row.</summary>
    public void AddElement(string list, int row)
    {
        if (!_others.TryGetValue(list, out var rows)) _others[list] = rows = [];
        rows.Add(row);
    }

    public bool IsMember(int row) => _members.Exists(m => m.Row == row);

    /// <summary>The row of a member, by its place in the roster from 0.</summary>
    public int RowAt(int index) => _members[index].Row;

    /// <summary>The id of the member on a row.</summary>
    public Guid IdAt(int row) => _members.Find(m => m.Row == row).Id;

    /// <summary>The id of the member with a number.</summary>
    public Guid? IdOf(int number) => _members.FindIndex(m => m.Number == number) is >= 0 and var index ? _members[index].Id : null;

    /// <summary>The row of an element of a list as the JSON names it; 0 where there is none.</summary>
    public int RowOf(string list, int index) => list == EnvelopeColumns.Members
        ? index < _members.Count ? _members[index].Row : 0
        : _others.TryGetValue(list, out var rows) && index < rows.Count ? rows[index] : 0;
}
