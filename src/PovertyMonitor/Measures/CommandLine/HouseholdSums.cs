using PovertyMonitor.AlkireFoster.Sampling;

namespace PovertyMonitor.Measures.CommandLine;

/// <summary>Takes the batches of a file and leaves the households of every domain, ready to be estimated from.</summary>
internal abstract class HouseholdSums(MeasureRequest request, HouseholdColumns columns)
{
    /// <summary>The most rounds a file can have.</summary>
    protected const int Rounds = 2;

    protected MeasureRequest Request { get; } = request;

    protected HouseholdColumns Columns { get; } = columns;

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

    /// <summary>Every domain, the whole first, each round with its figures, in the order of their names. To be called after the last batch.</summary>
    /// <exception cref="LonelyPsuException">A stratum has a single unit, and the policy is to fail.</exception>
    public IEnumerable<HouseholdDomain> Domains()
    {
        Complete();
        return InOrder();
    }

    protected abstract void AddRows(HouseholdBatch batch);

    /// <summary>What is left to do after the last batch.</summary>
    protected abstract void Complete();

    /// <summary>The figures of a group in a round: tally 0 is the whole, with group 0, then one for each subgroup column.</summary>
    protected abstract IDomainFigures? Figures(int tally, int group, int round);

    private IEnumerable<HouseholdDomain> InOrder()
    {
        var order = Columns.Round?.InOrder() ?? [0];
        yield return new HouseholdDomain("", "", [.. order.Select(round => Figures(0, 0, round))]);
        for (var b = 0; b < Columns.By.Count; b++)
        {
            foreach (var group in Columns.By[b].InOrder())
                yield return new HouseholdDomain(Columns.By[b].Column, Columns.By[b].Names[group], [.. order.Select(round => Figures(b + 1, group, round))]);
        }
    }
}

/// <summary>The households of the whole, where column and group are empty, or of one group of a column.</summary>
/// <param name="By">The column.</param>
/// <param name="Group">The group's name.</param>
/// <param name="Rounds">The rounds in the order of their names; null where one has no household.</param>
internal sealed record HouseholdDomain(string By, string Group, IReadOnlyList<IDomainFigures?> Rounds);
