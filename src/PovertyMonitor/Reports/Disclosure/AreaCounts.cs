namespace PovertyMonitor.Reports.Disclosure;

/// <summary>An area's households, as they would be published if nothing had to be hidden.</summary>
/// <param name="Area">The area's code.</param>
/// <param name="Parent">The area that it adds up to with its sisters; absent for the one above all.</param>
/// <param name="All">All its households.</param>
/// <param name="Groups">Those of each kind of household; empty for areas below those that are told apart by kind.</param>
/// <param name="Deprived">Poor households deprived in each indicator; empty likewise.</param>
internal sealed record AreaCounts(
    string Area, string? Parent, HouseholdCounts All, IReadOnlyDictionary<string, HouseholdCounts> Groups, IReadOnlyDictionary<string, long> Deprived)
{
    /// <summary>An area that is told apart by nothing.</summary>
    public AreaCounts(string area, string? parent, HouseholdCounts all)
        : this(area, parent, all, new Dictionary<string, HouseholdCounts>(), new Dictionary<string, long>())
    {
    }

    /// <summary>Every count that is published of it or follows from what is, by its cell.</summary>
    public IEnumerable<(CellKey Cell, long Households)> Cells => Figures
        .Concat(Groups.SelectMany(g => Split(g.Key, g.Value).Concat(Split(CellKey.Others(g.Key), All - g.Value))))
        .Concat(Deprived.SelectMany(d => new[] { (new CellKey(Area, d.Key), d.Value), (new CellKey(Area, CellKey.Others(d.Key)), All.Poor - d.Value) }));

    /// <summary>Its figures.</summary>
    public IEnumerable<(CellKey Cell, long Households)> Figures =>
        [(new(Area, CellKey.Households), All.Households), (new(Area, CellKey.Poor), All.Poor), (new(Area, CellKey.NotPoor), All.NotPoor)];

    private IEnumerable<(CellKey, long)> Split(string group, HouseholdCounts counts) =>
        [(new(Area, group), counts.Households), (new(Area, CellKey.PoorOf(group)), counts.Poor), (new(Area, CellKey.NotPoorOf(group)), counts.NotPoor)];
}

/// <summary>Households and how many of them are poor.</summary>
internal readonly record struct HouseholdCounts(long Households, long Poor)
{
    /// <summary>Those that are not.</summary>
    public long NotPoor => Households - Poor;

    public static HouseholdCounts operator +(HouseholdCounts left, HouseholdCounts right) => new(left.Households + right.Households, left.Poor + right.Poor);

    public static HouseholdCounts operator -(HouseholdCounts left, HouseholdCounts right) => new(left.Households - right.Households, left.Poor - right.Poor);
}

/// <summary>Names a count of households of an area.</summary>
/// <param name="Area">The area's code.</param>
/// <param name="Cell">What is counted.</param>
internal readonly record struct CellKey(string Area, string Cell)
{
    /// <summary>Households that the figures are of: the base.</summary>
    public const string Households = "households";

    /// <summary>Poor households: the numerator.</summary>
    public const string Poor = "poor";

    /// <summary>The others: the complement.</summary>
    public const string NotPoor = "notPoor";

    /// <summary>The figures of an area.</summary>
    public static readonly IReadOnlyList<string> Figures = [Households, Poor, NotPoor];

    /// <summary>Poor households of a kind.</summary>
    public static string PoorOf(string group) => $"{group}.{Poor}";

    /// <summary>Households of a kind that are not poor.</summary>
    public static string NotPoorOf(string group) => $"{group}.{NotPoor}";

    /// <summary>Those of a kind that are poor, for those that are not, and the other way round.</summary>
    public static CellKey Counterpart(CellKey key) =>
        key with { Cell = key.Cell.EndsWith($".{Poor}", StringComparison.Ordinal) ? NotPoorOf(key.Cell[..^(Poor.Length + 1)]) : PoorOf(key.Cell[..^(NotPoor.Length + 1)]) };

    /// <summary>Households not of a kind, or poor ones not deprived in an indicator.</summary>
    public static string Others(string of) => $"!{of}";
}
