using PovertyMonitor.Surveys.Files.Format.Xlsx;

namespace PovertyMonitor.Surveys.Files.Format;

/// <summary>Opens a file by what it is, not by its name.</summary>
internal static class CensusFile
{
    /// <summary>The file's rows.</summary>
    /// <exception cref="UnreadableFileException">It is neither CSV nor XLSX.</exception>
    public static RowReader Open(Stream file)
    {
        Span<byte> start = stackalloc byte[512];
        start = start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)];
        file.Position = 0;
        if (start.StartsWith("PK"u8)) return new XlsxRowReader(file);
        var utf16 = start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
        if (!utf16 && start.Contains((byte)0)) throw UnreadableFileException.Of(FileProblems.NotASpreadsheet, 1);
        return new CsvRowReader(file);
    }
}
