namespace PovertyMonitor.Villages.Verification;

/// <summary>A cell that is not what the log says. It names no person.</summary>
/// <param name="Table">The table.</param>
/// <param name="Key">The cell's key.</param>
/// <param name="Stored">What the table has; <see langword="null"/> where it has no such cell.</param>
/// <param name="Recomputed">What the log says; <see langword="null"/> where it says nothing of it.</param>
internal sealed record CellDifference(string Table, string Key, string? Stored, string? Recomputed);

/// <summary>What a verification found.</summary>
/// <param name="Regency">The regency.</param>
/// <param name="Sequence">The last event of which the tables know; <see langword="null"/> where they are still empty.</param>
/// <param name="Events">Households' events that were replayed.</param>
/// <param name="Households">Households.</param>
/// <param name="Cells">Cells compared, by table.</param>
/// <param name="Differing">How many differ, by table.</param>
/// <param name="Examples">Some of them.</param>
/// <param name="Quarantined">Events that are in no figure, with the reason.</param>
internal sealed record VerificationReport(
    string Regency, long? Sequence, long Events, long Households, IReadOnlyDictionary<string, long> Cells, IReadOnlyDictionary<string, long> Differing,
    IReadOnlyList<CellDifference> Examples, IReadOnlyList<(long Sequence, string Reason)> Quarantined)
{
    /// <summary>Measures that are not ready yet and were left out.</summary>
    public IReadOnlyList<string> Unready { get; init; } = [];

    /// <summary>Events recorded after the last one of which the tables know: they are compared with nothing.</summary>
    public long Behind { get; init; }

    /// <summary>Whether the projection took up none of these meanwhile: the service stands still, or something stops it.</summary>
    public bool StandsStill { get; init; }

    /// <summary>Whether every cell is what the log says.</summary>
    public bool IsClean => Differing.Values.All(d => d == 0);

    /// <summary>Whether what is stored can be relied on: it is what the log says, and goes on with it.</summary>
    public bool IsSound => IsClean && !StandsStill;
}

/// <summary>Compares cells and counts them.</summary>
internal sealed class CellComparison
{
    private const int MostExamples = 20;
    private readonly Dictionary<string, long> _cells = [];
    private readonly Dictionary<string, long> _differing = [];
    private readonly List<CellDifference> _examples = [];

    /// <summary>Compares cells of one table, key by key.</summary>
    public void Compare(string table, IReadOnlyDictionary<string, string> stored, IReadOnlyDictionary<string, string> recomputed)
    {
        foreach (var key in stored.Keys.Union(recomputed.Keys, StringComparer.Ordinal))
        {
            _cells[table] = _cells.GetValueOrDefault(table) + 1;
            var (one, other) = (stored.GetValueOrDefault(key), recomputed.GetValueOrDefault(key));
            if (one == other) continue;
            _differing[table] = _differing.GetValueOrDefault(table) + 1;
            if (_examples.Count < MostExamples) _examples.Add(new(table, key, one, other));
        }
    }

    /// <summary>The report.</summary>
    public VerificationReport Report(string regency, long? sequence, long events, long households, IReadOnlyList<(long Sequence, string Reason)> quarantined) =>
        new(regency, sequence, events, households, _cells, _differing, _examples, quarantined);
}
