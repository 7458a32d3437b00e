using System.Collections.Frozen;

namespace PovertyMonitor.Surveys.Files.Format;

/// <summary>Compares what people write: without case, spaces and punctuation.</summary>
internal static class Words
{
    private const int Longest = 200;

    private static readonly string[] Yes = ["ya", "y", "iya", "yes", "true", "benar", "1"];
    private static readonly string[] No = ["tidak", "tdk", "n", "no", "false", "salah", "0"];

    private static readonly FrozenDictionary<string, bool> YesNo = Yes.Select(word => KeyValuePair.Create(word, true))
        .Concat(No.Select(word => KeyValuePair.Create(word, false))).ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Unknown = FrozenSet.ToFrozenSet(["unknown", "tidaktahu", "tt", "tdktahu", "dontknow"], StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, bool>.AlternateLookup<ReadOnlySpan<char>> YesNoOf = YesNo.GetAlternateLookup<ReadOnlySpan<char>>();
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> UnknownOf = Unknown.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether the cell says that the answer is not known.</summary>
    public static bool IsUnknown(ReadOnlySpan<char> cell)
    {
        if (cell is "?") return true;
        // The shortest word has two letters, the longest ten beside what is left out.
        if (cell.Length is < 2 or > 20) return false;
        Span<char> key = stackalloc char[Longest];
        return UnknownOf.Contains(key[..Key(cell, key)]);
    }

    /// <summary>Yes, no, or neither.</summary>
    public static bool? IsYes(ReadOnlySpan<char> cell)
    {
        Span<char> key = stackalloc char[Longest];
        return YesNoOf.TryGetValue(key[..Key(cell, key)], out var yes) ? yes : null;
    }

    /// <summary>What counts of a text when it is compared.</summary>
    public static string Key(string text)
    {
        Span<char> key = stackalloc char[Longest];
        return key[..Key(text, key)].ToString();
    }

    /// <summary>The same into a buffer; 0 for a text that is too long to be a word of the form.</summary>
    public static int Key(ReadOnlySpan<char> text, Span<char> key)
    {
        if (text.Length > key.Length) return 0;
        var length = 0;
        foreach (var letter in text)
            if (char.IsLetterOrDigit(letter)) key[length++] = char.ToLowerInvariant(letter);
        return length;
    }

    /// <summary>A table that is looked up by <see cref="Key(ReadOnlySpan{char}, Span{char})"/>.</summary>
    public sealed class Table(IEnumerable<KeyValuePair<string, string>> entries)
    {
        private readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _byKey = entries
            .GroupBy(e => Key(e.Key)).Where(g => g.Key.Length > 0).ToFrozenDictionary(g => g.Key, g => g.First().Value, StringComparer.Ordinal)
            .GetAlternateLookup<ReadOnlySpan<char>>();

        /// <summary>What a cell means, or null.</summary>
        public string? Find(ReadOnlySpan<char> cell)
        {
            Span<char> key = stackalloc char[Longest];
            return _byKey.TryGetValue(key[..Key(cell, key)], out var found) ? found : null;
        }
    }
}
