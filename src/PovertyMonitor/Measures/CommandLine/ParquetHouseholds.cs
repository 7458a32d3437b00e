using Parquet;
using Parquet.Schema;

namespace PovertyMonitor.Measures.CommandLine;

/// <summary>
/// Reads households from a Parquet file, a row group at a time. Two readers share a group's columns, each on a thread of
/// its own: the last indicators go to the second, all that names and numbers groups stays with the first.
/// </summary>
internal static class ParquetHouseholds
{
    /// <summary>The file's households, in order.</summary>
    /// <exception cref="WrongInputException">A column is missing or a value is wrong; the message names row and column.</exception>
    public static async IAsyncEnumerable<HouseholdBatch> ReadAsync(string file, HouseholdColumns columns)
    {
        await using var parquet = await OpenAsync(file);
        await using var second = await OpenAsync(file);
        var fields = parquet.Schema.DataFields.ToDictionary(f => f.Name, StringComparer.Ordinal);
        foreach (var column in columns.All)
        {
            if (!fields.ContainsKey(column)) throw HouseholdColumns.Lacks(file, column, fields.Keys);
        }

        var split = Math.Max(0, columns.Indicators.Count - (columns.All.Count() / 2));
        HouseholdBatch? batch = null;
        uint[] masks = [], missing = [];
        var firstRow = 1L;
        for (var g = 0; g < parquet.RowGroupCount; g++)
        {
            using var group = parquet.OpenRowGroupReader(g);
            using var secondGroup = second.OpenRowGroupReader(g);
            var rows = checked((int)group.RowCount);
            if (batch is null || batch.Masks.Length < rows)
            {
                batch = new HouseholdBatch(rows, columns.By.Count);
                (masks, missing) = (new uint[rows], new uint[rows]);
            }

            var secondRows = new ParquetRows(file, firstRow, secondGroup, fields);
            var last = Task.Run(() => secondRows.IndicatorsAsync(columns, split.., masks, missing));
            await Task.WhenAll(new ParquetRows(file, firstRow, group, fields).FillAsync(batch, columns, ..split), last);
            Join(batch, masks, missing);
            firstRow += rows;
            yield return batch;
        }
    }

    private static void Join(HouseholdBatch batch, uint[] masks, uint[] missing)
    {
        for (var row = 0; row < batch.Count; row++)
        {
            batch.Masks[row] |= masks[row];
            batch.Missing[row] |= missing[row];
        }
    }

    private static async Task<ParquetReader> OpenAsync(string file)
    {
        try
        {
            return await ParquetReader.CreateAsync(file);
        }
        catch (Exception failure) when (failure is ParquetException or InvalidDataException or IOException and not (FileNotFoundException or DirectoryNotFoundException))
        {
            throw new WrongInputException($"{file} is not a Parquet file: {failure.Message}", failure);
        }
    }
}
