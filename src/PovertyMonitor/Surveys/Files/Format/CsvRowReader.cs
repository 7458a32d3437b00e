using System.Globalization;
using System.Text;
using Sylvan.Data.Csv;

namespace PovertyMonitor.Surveys.Files.Format;

/// <summary>The rows of a CSV file in UTF-8, or in UTF-16 with a byte order mark; the separator is the one of the header.</summary>
internal sealed class CsvRowReader : RowReader
{
    private const int LongestRow = 1 << 18;
    private const int Sample = 1 << 15;
    private const char Replacement = '\uFFFD';

    private readonly CsvDataReader _csv;
    private readonly StreamReader _text;

    public CsvRowReader(Stream file)
    {
        var start = new byte[Sample];
        var read = file.ReadAtLeast(start, Sample, throwOnEndOfStream: false);
        // Bytes that are no UTF-8 show as replacement characters, so that each is reported where it stands.
        _text = new StreamReader(new PrefixedStream(start.AsMemory(0, read), file), new UTF8Encoding(false, false), detectEncodingFromByteOrderMarks: true, 1 << 16);
        _csv = Guarded(() => CsvDataReader.Create(_text, new CsvDataReaderOptions
        {
            HasHeaders = false,
            Delimiter = SeparatorOf(start.AsSpan(0, read)),
            BufferSize = 1 << 16,
            MaxBufferSize = LongestRow,
            Culture = CultureInfo.InvariantCulture,
            StringFactory = null,
            ResultSetMode = ResultSetMode.SingleResult,
            // A row that starts with this is a comment otherwise, and would be lost without a word.
            Comment = '\u0001',
        }));
    }

    public override int CellCount => _csv.RowFieldCount;

    public override bool Read()
    {
        if (!Guarded(_csv.Read)) return false;
        Row++;
        return true;
    }

    public override ReadOnlySpan<char> Cell(int index) => _csv.GetFieldSpan(index);

    public override CellMark Mark(int index)
    {
        var cell = _csv.GetFieldSpan(index);
        if (cell.Contains(Replacement)) return CellMark.WrongEncoding;
        return cell.Length > 4 && cell[0] == '#' && (cell[^1] is '!' or '?' || cell is "#N/A") && cell[1..^1].IndexOfAnyExceptInRange('/', 'Z') < 0 ? CellMark.Error : CellMark.None;
    }

    protected override void Dispose(bool disposing)
    {
        _csv.Dispose();
        _text.Dispose();
    }

    private T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (CsvRecordTooLargeException)
        {
            throw UnreadableFileException.Of(FileProblems.RowTooLong, Row + 1);
        }
        catch (Exception e) when (e is CsvFormatException or DecoderFallbackException)
        {
            throw UnreadableFileException.Of(FileProblems.Broken, Row + 1);
        }
    }

    private static char SeparatorOf(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("sep="u8) && start.Length > 4) return (char)start[4];
        // Of the first lines, the one with most of a separator is the header or as wide as it.
        ReadOnlySpan<char> separators = [',', ';', '\t'];
        var (best, most) = (',', 0);
        foreach (var separator in separators)
        {
            var here = 0;
            foreach (var letter in start)
            {
                if (letter == '\n') here = 0;
                else if (letter == separator && ++here > most) (best, most) = (separator, here);
            }
        }
        return best;
    }
}
