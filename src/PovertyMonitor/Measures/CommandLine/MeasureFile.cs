using PovertyMonitor.AlkireFoster;

namespace PovertyMonitor.Measures.CommandLine;

/// <summary>Reads a file, a batch at a time, and estimates what was asked for.</summary>
internal static class MeasureFile
{
    /// <summary>The estimates, and for each why something in it is empty.</summary>
    /// <exception cref="WrongInputException">The file is not as it should be; the message names the place.</exception>
    /// <exception cref="AlkireFoster.Sampling.LonelyPsuException">A stratum has a single unit, and the policy is to fail.</exception>
    public static async Task<IEnumerable<(TidyRow Row, NoValueReason Reason)>> EstimateAsync(MeasureRequest request)
    {
        var columns = request.Columns();
        var sums = HouseholdSums.For(request, columns);
        if (Path.GetExtension(request.File).Equals(".parquet", StringComparison.OrdinalIgnoreCase))
        {
            await foreach (var batch in ParquetHouseholds.ReadAsync(request.File, columns)) sums.Add(batch);
        }
        else
        {
            foreach (var batch in CsvHouseholds.Read(request.File, columns)) sums.Add(batch);
        }

        return TidyRows.Of(request, sums);
    }
}
