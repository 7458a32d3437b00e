using System.Text;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Surveys;
using PovertyMonitor.Surveys.Files.Format;
using PovertyMonitor.Surveys.Files.Format.Xlsx;

namespace PovertyMonitor.Tests.Surveys.Files.Format;

/// <summary>A census file as the service reads it, without the service.</summary>
internal sealed record ReadFile(IReadOnlyList<CensusHousehold> Households, IReadOnlyList<FileProblem> Notes, FileProblem? Fatal)
{
    public const string Round = "2026-1";
    public const string Village = "35.22.15.2002";

    private static readonly SubmissionCheck Check = new(
        new Register(RegisterFile.Read("35.22")), new Caller("test", Role.Operator, "35.22", [], []), Instant.FromUtc(2030, 1, 1, 0, 0));

    /// <summary>All problems as row, column and code.</summary>
    public IReadOnlyList<string> Problems =>
        [.. Notes.Concat(Households.SelectMany(h => h.Problems)).Concat(Fatal is null ? [] : [Fatal]).Select(p => $"{p.Row} {p.Column?.Code ?? "-"} {p.Problem.Code}")];

    public static ReadFile Of(byte[] file)
    {
        var households = new List<CensusHousehold>();
        var notes = new List<FileProblem>();
        try
        {
            using var rows = CensusFile.Open(new MemoryStream(file));
            using var reader = new CensusReader(rows, "35.22", Round);
            notes.AddRange(reader.Header.Problems);
            while (reader.Read(Check.Read) is { } household) households.Add(household);
            notes.AddRange(reader.Notes);
            return new(households, notes, null);
        }
        catch (UnreadableFileException e)
        {
            return new(households, notes, e.Problem);
        }
    }

    public static ReadFile OfCsv(string csv) => Of(Encoding.UTF8.GetBytes(csv));

    /// <summary>The template of a language, filled.</summary>
    public static byte[] Csv(Language language, IEnumerable<string[]> rows, char separator = ';') => Encoding.UTF8.GetBytes(
        string.Concat(rows.Prepend([.. Layout.Columns.Select(c => c.Label.In(language))]).Select(row => CsvTemplate.Line(row, separator))));

    public static byte[] Xlsx(Language language, IEnumerable<string[]> rows)
    {
        using var file = new MemoryStream();
        XlsxTemplate.Write(file, language, rows);
        return file.ToArray();
    }
}
