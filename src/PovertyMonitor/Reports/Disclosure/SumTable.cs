namespace PovertyMonitor.Reports.Disclosure;

/// <summary>Cells that add up, as a network.</summary>
internal abstract class SumTable
{
    private readonly List<(CellKey, int)> _numbered = [];

    /// <summary>The network.</summary>
    public SumNetwork Network { get; } = new();

    /// <summary>The cells and their numbers in the network.</summary>
    public IReadOnlyList<(CellKey Key, int Cell)> Numbered => _numbered;

    /// <summary>Sums over areas.</summary>
    protected List<AreaSum> Sums { get; } = [];

    /// <summary>Hides every cell.</summary>
    public void HideAll()
    {
        foreach (var (_, cell) in Numbered) Network.Hide(cell);
    }

    /// <summary>The hidden parts of a sum whose total is seen are seen together: that they are is protected like a cell.</summary>
    /// <param name="needs">What cells together must be able to be instead.</param>
    /// <returns>Whether all can be.</returns>
    public bool ProtectSums(Func<IReadOnlyCollection<CellKey>, long, IEnumerable<Need>> needs)
    {
        var all = true;
        for (var again = true; again;)
        {
            again = false;
            foreach (var sum in Sums.Where(s => s.Total is not { } total || !Network.IsSecret(total)))
            {
                var secret = sum.Parts.Where(p => Network.IsSecret(p.Cell)).ToList();
                if (secret.Count == 0) continue;
                List<CellKey> keys = [.. secret.SelectMany(p => p.Keys)];
                if (needs(keys, secret.Sum(p => Network.ValueOf(p.Cell))).ToList() is not [var need]) continue;
                var together = Network.Gather(sum.Node, [.. secret.Select(p => p.Cell)]);
                sum.Parts.RemoveAll(secret.Contains);
                sum.Parts.Add(new(together, keys));
                if (Network.Protect(together, need)) again = true;
                else all = false;
            }
        }
        return all;
    }

    /// <summary>Numbers a cell.</summary>
    protected int Add(CellKey key, int cell)
    {
        _numbered.Add((key, cell));
        return cell;
    }
}

/// <summary>A sum over areas.</summary>
/// <param name="Node">Its number in the network.</param>
/// <param name="Total">The number of its total; absent where that is known from elsewhere.</param>
/// <param name="Parts">Its parts.</param>
internal sealed record AreaSum(int Node, int? Total, List<SumPart> Parts);

/// <summary>A part of a sum: a cell, or several that were gathered.</summary>
internal sealed record SumPart(int Cell, IReadOnlyList<CellKey> Keys);
