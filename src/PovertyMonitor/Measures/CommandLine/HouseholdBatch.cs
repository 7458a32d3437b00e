namespace PovertyMonitor.Measures.CommandLine;

/// <summary>Some households of a file as columns. A batch is reused: it is valid until the next is asked for.</summary>
internal sealed class HouseholdBatch
{
    public HouseholdBatch(int capacity, int byColumns)
    {
        (Masks, Missing, Weights) = (new uint[capacity], new uint[capacity], new double[capacity]);
        (Strata, Psus, Rounds) = (new int[capacity], new int[capacity], new int[capacity]);
        By = [.. Enumerable.Range(0, byColumns).Select(_ => new int[capacity])];
    }

    /// <summary>How many households there are in the columns.</summary>
    public int Count { get; set; }

    /// <summary>Deprived indicators.</summary>
    public uint[] Masks { get; }

    /// <summary>Unknown indicators.</summary>
    public uint[] Missing { get; }

    /// <summary>Weights, finite and at least 0; 1 where the file has no weight.</summary>
    public double[] Weights { get; }

    /// <summary>Numbers of <see cref="HouseholdColumns.Strata"/>; 0 where there is no such column.</summary>
    public int[] Strata { get; }

    /// <summary>Numbers of <see cref="HouseholdColumns.Psu"/>; 0 where there is no such column.</summary>
    public int[] Psus { get; }

    /// <summary>Numbers of <see cref="HouseholdColumns.Round"/>; 0 where there is no such column.</summary>
    public int[] Rounds { get; }

    /// <summary>Numbers of each of <see cref="HouseholdColumns.By"/>, or <see cref="KeyColumn.Missing"/>.</summary>
    public int[][] By { get; }
}
