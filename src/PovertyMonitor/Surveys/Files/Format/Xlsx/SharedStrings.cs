using System.IO.Compression;
using System.Text;

namespace PovertyMonitor.Surveys.Files.Format.Xlsx;

/// <summary>The texts that a workbook's cells point to, as UTF-8 in blocks.</summary>
internal sealed class SharedStrings
{
    private const int BlockSize = 1 << 20;
    private const int MostBlocks = 256;
    private const int MostTexts = 20_000_000;
    private const long MostBytes = 1L << 30;

    private readonly List<byte[]> _blocks = [];
    private readonly List<(int Start, int Length)> _texts = [];
    private int _used = BlockSize;

    /// <summary>Reads the part.</summary>
    /// <exception cref="UnreadableFileException">It is broken or goes beyond a bound.</exception>
    public static SharedStrings Read(ZipArchiveEntry part)
    {
        var strings = new SharedStrings();
        using var xml = new PartReader(part, MostBytes);
        var text = new char[HouseholdRows.LongestCell + 1];
        var (length, phonetic) = (0, -1);
        while (xml.Read())
        {
            // Readings of Japanese words stand beside the words.
            if (phonetic >= 0 && xml.Depth > phonetic) continue;
            phonetic = -1;
            if (xml.IsElement && xml.Name == "rPh" && !xml.IsEmpty) phonetic = xml.Depth;
            else if (xml.IsElement && xml.Name == "si" && xml.IsEmpty) strings.Add([]);
            else if (xml.IsElement && xml.Name == "si") length = 0;
            else if (xml.IsText && xml.Depth > 2) length += xml.Text(text, length);
            else if (!xml.IsElement && xml.Name == "si") strings.Add(text.AsSpan(0, length));
        }
        return strings;
    }

    /// <summary>Copies a text; false where there is none of that number.</summary>
    public bool TryCopy(int index, Span<char> to, out int length)
    {
        length = 0;
        if (index < 0 || index >= _texts.Count) return false;
        var (start, bytes) = _texts[index];
        length = Encoding.UTF8.GetChars(_blocks[start / BlockSize].AsSpan(start % BlockSize, bytes), to);
        return true;
    }

    private void Add(ReadOnlySpan<char> text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (_used + bytes > BlockSize)
        {
            if (_blocks.Count == MostBlocks) throw UnreadableFileException.Of(FileProblems.TooLargeInside, 1, ("limit", $"{MostBlocks} MiB"));
            _blocks.Add(new byte[BlockSize]);
            _used = 0;
        }
        if (_texts.Count == MostTexts) throw UnreadableFileException.Of(FileProblems.TooLargeInside, 1, ("limit", $"{MostTexts}"));
        Encoding.UTF8.GetBytes(text, _blocks[^1].AsSpan(_used));
        _texts.Add((((_blocks.Count - 1) * BlockSize) + _used, bytes));
        _used += bytes;
    }
}
