using PovertyMonitor.Surveys.Files.Format;
using PovertyMonitor.Surveys.Files.Format.Xlsx;

namespace PovertyMonitor.Assistance.RegisterFiles;

/// <summary>Opens a register file as it comes: CSV is read off the wire, a workbook is held in memory up to a bound, since it can't be read from its beginning.</summary>
internal static class RegisterBody
{
    private const int LargestWorkbook = 32 << 20;
    private const int Start = 512;

    // One workbook at a time, so that memory is bounded whatever is sent.
    private static readonly SemaphoreSlim Workbooks = new(1);

    /// <summary>Reads rows out of a body; nothing of it outlives <paramref name="use"/>.</summary>
    /// <exception cref="UnreadableFileException">It is neither CSV nor XLSX, broken or beyond a bound.</exception>
    public static async Task<T> ReadAsync<T>(Stream body, Func<RowReader, Task<T>> use, CancellationToken ct)
    {
        var start = new byte[Start];
        start = start[..await body.ReadAtLeastAsync(start, Start, throwOnEndOfStream: false, ct)];
        if (!start.AsSpan().StartsWith("PK"u8))
        {
            var utf16 = start.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);
            if (!utf16 && start.Contains((byte)0)) throw UnreadableFileException.Of(FileProblems.NotASpreadsheet, 1);
            using var csv = new CsvRowReader(new PrefixedStream(start, body));
            return await use(csv);
        }
        await Workbooks.WaitAsync(ct);
        try
        {
            var book = new MemoryStream();
            book.Write(start);
            var buffer = new byte[1 << 16];
            for (int read; (read = await body.ReadAsync(buffer, ct)) > 0;)
            {
                if (book.Length + read > LargestWorkbook) throw UnreadableFileException.Of(FileProblems.TooLargeInside, 1, ("limit", "32 MiB (XLSX)"));
                book.Write(buffer.AsSpan(0, read));
            }
            book.Position = 0;
            using var rows = new XlsxRowReader(book);
            return await use(rows);
        }
        finally
        {
            Workbooks.Release();
        }
    }
}
