using System.Globalization;
using Sylvan.Data.Csv;

namespace PovertyMonitor.Measures.CommandLine;

/// <summary>Reads households from a CSV file with a header, a batch at a time.</summary>
internal static class CsvHouseholds
{
    private const int Capacity = 1 << 14;

    /// <summary>The file's households, in order.</summary>
    /// <exception cref="WrongInputException">A column is missing or a cell is wrong; the message names line and column.</exception>
    public static IEnumerable<HouseholdBatch> Read(string file, HouseholdColumns columns)
    {
        using var text = new StreamReader(file, new FileStreamOptions { Options = FileOptions.SequentialScan, BufferSize = 1 << 16 });
        using var csv = Open(file, text);
        var rows = new CsvRows(file, csv, columns);
        var batch = new HouseholdBatch(Capacity, columns.By.Count);
        while (rows.Fill(batch)) yield return batch;
    }

    private static CsvDataReader Open(string file, TextReader text)
    {
        try
        {
            return CsvDataReader.Create(text, new CsvDataReaderOptions { BufferSize = 1 << 18, Culture = CultureInfo.InvariantCulture, StringFactory = null });
        }
        catch (Exception failure) when (failure is CsvFormatException or CsvMissingHeadersException)
        {
            throw new WrongInputException($"{file}, line 1: there is no header line. {failure.Message}", failure);
        }
    }
}
