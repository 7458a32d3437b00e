using Parquet;
using Parquet.Schema;

namespace PovertyMonitor.Measures.CommandLine;

/// <summary>Reads households from a Parquet file, a row group at a time.</summary>
internal static class ParquetHouseholds
{
    /// <summary>The file's households, in order.</summary>
    /// <exception cref="WrongInputException">A column is missing or a value is wrong; the message names row and column.</exception>
    public static async IAsyncEnumerable<HouseholdBatch> ReadAsync(string file, HouseholdColumns columns)
    {
        await using var parquet = await OpenAsync(file);
        var fields = parquet.Schema.DataFields.ToDictionary(f => f.Name, StringComparer.Ordinal);
        foreach (var column in columns.All)
        {
            if (!fields.ContainsKey(column)) throw HouseholdColumns.Lacks(file, column, fields.Keys);
        }

        HouseholdBatch? batch = null;
        var firstRow = 1L;
        for (var g = 0; g < parquet.RowGroupCount; g++)
        {
            using var group = parquet.OpenRowGroupReader(g);
            var rows = checked((int)group.RowCount);
            if (batch is null || batch.Masks.Length < rows) batch = new HouseholdBatch(rows, columns.By.Count);
            await new ParquetRows(file, firstRow, group, fields).FillAsync(batch, columns);
            firstRow += rows;
            yield return batch;
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
