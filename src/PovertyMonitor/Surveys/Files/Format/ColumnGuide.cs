using System.Globalization;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Files.Format;

/// <summary>What a clerk has to know of each column, in both languages, from the questionnaire alone.</summary>
internal static class ColumnGuide
{
    private static readonly Text Unknown = new("tidak tahu", "unknown");
    private static readonly Text Yes = new("ya", "yes");
    private static readonly Text No = new("tidak", "no");

    /// <summary>The guide as rows, the first of them titles.</summary>
    public static IEnumerable<IReadOnlyList<string>> Rows()
    {
        yield return ["Kolom", "Column", "Kode / Code", "Isi dengan", "Fill with", "Ditanyakan", "Asked", "Keterangan", "Note"];
        foreach (var column in Layout.Columns)
            yield return
            [
                column.Label.Indonesian, column.Label.English, column.Code,
                Expected(column, Language.Indonesian), Expected(column, Language.English),
                Asked(column, Language.Indonesian), Asked(column, Language.English),
                column.Hint?.Indonesian ?? "", column.Hint?.English ?? "",
            ];
    }

    /// <summary>The words a cell may hold; none where it isn't a choice.</summary>
    public static IReadOnlyList<string> Choices(Column column, Language language)
    {
        string[] words = column.Kind switch
        {
            CellKind.YesNo => [Yes.In(language), No.In(language)],
            CellKind.Choice => [.. column.Options.Select(o => o.Wording.In(language))],
            _ => [],
        };
        return words.Length > 0 && column.MayBeUnknown ? [.. words, Unknown.In(language)] : words;
    }

    /// <summary>What a cell may hold, in words.</summary>
    public static string Expected(Column column, Language language)
    {
        if (Choices(column, language) is { Count: > 0 } words) return string.Join(" | ", words);
        var expected = column.Kind switch
        {
            CellKind.Whole or CellKind.Decimal when column.Question is { } question && !double.IsNaN(question.Wording.Min) =>
                string.Create(CultureInfo.InvariantCulture, $"{question.Wording.Min} – {question.Wording.Max}"),
            CellKind.Whole => "1, 2, 3",
            CellKind.Decimal => "0.5",
            CellKind.Date => new Text("TTTT-BB-HH atau HH/BB/TTTT", "YYYY-MM-DD or DD/MM/YYYY").In(language),
            CellKind.Month => new Text("TTTT-BB atau BB/TTTT", "YYYY-MM or MM/YYYY").In(language),
            CellKind.Time => new Text("TTTT-BB-HH jj:mm atau HH/BB/TTTT", "YYYY-MM-DD hh:mm or DD/MM/YYYY").In(language),
            CellKind.Count => new Text("banyaknya, 0 bila tidak ada; rinciannya di baris mana pun", "how many, 0 for none; each on any row").In(language),
            CellKind.MemberRef => new Text("no. urut anggota", "member number").In(language),
            CellKind.Id => "UUID",
            CellKind.Village => "35.22.15.2002",
            CellKind.Padded => "003",
            CellKind.Digits => new Text("angka", "digits").In(language),
            _ => new Text("teks", "text").In(language),
        };
        return column.MayBeUnknown ? $"{expected} | {Unknown.In(language)}" : expected;
    }

    private static string Asked(Column column, Language language)
    {
        if (column.Question?.SkippedIf is { } skipped)
        {
            var code = Households.Questionnaire.Question.CodeOf(skipped.Answer);
            var option = Layout.Columns.SelectMany(c => c.Options).First(o => o.Code == code);
            return new Text($"bukan bila: {option.Wording.Indonesian}", $"not if: {option.Wording.English}").In(language);
        }
        if (column.AskedOf is not { } asked) return "";
        var ages = asked.MaxAge == int.MaxValue ? $"≥ {asked.MinAge}" : $"{asked.MinAge} – {asked.MaxAge}";
        return new Text($"umur {ages}{(asked.FemaleOnly ? ", perempuan" : "")}", $"age {ages}{(asked.FemaleOnly ? ", female" : "")}").In(language);
    }
}
