using PovertyMonitor.AlkireFoster.Sampling;

namespace PovertyMonitor.Measures.CommandLine;

/// <summary>Takes the batches of a file and leaves the households of every domain, ready to be estimated from.</summary>
internal abstract class HouseholdSums(MeasureRequest request, HouseholdColumns columns)
{
    /// <summary>The most rounds a file can have.</summary>
    protected const int Rounds = 2;

    protected MeasureRequest Request { get; } = request;

    protected HouseholdColumns Columns { get; } = columns;

    /// <summary>The design of the households added.</summary>
    public SampleDesign Design { get; } = new();

    /// <summary>Exact and fast sums for a census, households in their units for a sample.</summary>
    public static HouseholdSums For(MeasureRequest request, HouseholdColumns columns) =>
        request.IsSample ? new SampleSums(request, columns) : new CensusSums(request, columns);

    /// <summary>Adds a batch.</summary>
    /// <exception cref="WrongInputException">The file has more than two rounds.</exception>
    public void Add(HouseholdBatch batch)
    {
        if (Columns.Round is { Names.Count: > Rounds } round)
            throw new WrongInputException($"{Request.File}, column {round.Column}: there are more than {Rounds} rounds: {string.Join(", ", round.Names)}.");
        AddRows(batch);
    }

    /// <summary>Every domain, the whole first. To be called once, after the last batch.</summary>
    public IEnumerable<HouseholdDomain> Domains()
    {
        var order = Columns.Round?.InOrder() ?? [0];
        yield return new HouseholdDomain("", "", [.. order.Select(round => Domain(null, 0, round))]);
        for (var b = 0; b < Columns.By.Count; b++)
        {
            foreach (var group in Columns.By[b].InOrder())
                yield return new HouseholdDomain(Columns.By[b].Column, Columns.By[b].Names[group], [.. order.Select(round => Domain(b, group, round))]);
        }
    }

    protected abstract void AddRows(HouseholdBatch batch);

    /// <summary>One domain: of the whole where there is no column, else of a group of it.</summary>
    protected abstract SampleDomain? Domain(int? byColumn, int group, int round);
}

/// <summary>The households of the whole, where column and group are empty, or of one group of a column.</summary>
/// <param name="By">The column.</param>
/// <param name="Group">The group's name.</param>
/// <param name="Rounds">The rounds in the order of their names; null where one has no household.</param>
internal sealed record HouseholdDomain(string By, string Group, IReadOnlyList<SampleDomain?> Rounds);
