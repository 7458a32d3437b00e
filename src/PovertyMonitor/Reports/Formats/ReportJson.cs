using System.Text.Encodings.Web;
using System.Text.Json;
using NodaTime.Text;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Reports.Tables;

namespace PovertyMonitor.Reports.Formats;

/// <summary>Writes a report as JSON: rows are objects by column name; a suppressed figure is the text "suppressed". Pure.</summary>
internal static class ReportJson
{
    // The answer is JSON alone and never part of a page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(Report report, Language language)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output, Options))
        {
            var head = report.Head;
            json.WriteStartObject();
            json.WriteString("report", head.Kind);
            json.WriteString("title", head.Title.In(language));
            json.WriteString("area", head.Area);
            json.WriteString("areaName", head.AreaName);
            if (head.Measure is { } measure) json.WriteString("measure", measure.Id);
            if (head.Round is { } round) json.WriteString("round", round);
            json.WriteStartObject("asOf");
            json.WriteNumber("sequence", head.KnownAt);
            json.WriteString("recordedAt", InstantPattern.ExtendedIso.Format(head.RecordedAt));
            json.WriteEndObject();
            json.WriteStartArray("rules");
            foreach (var rule in ReportNotes.Rules(head, language)) json.WriteStringValue(rule);
            json.WriteEndArray();
            json.WriteStartArray("columns");
            foreach (var column in report.Columns)
            {
                json.WriteStartObject();
                json.WriteString("name", column.Name);
                json.WriteString("title", column.Title.In(language));
                json.WriteString("note", column.Note.In(language));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("rows");
            foreach (var row in report.Rows) WriteRow(json, report.Columns, row);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return output.ToArray();
    }

    private static void WriteRow(Utf8JsonWriter json, IReadOnlyList<ReportColumn> columns, IReadOnlyList<object?> row)
    {
        json.WriteStartObject();
        for (var i = 0; i < columns.Count; i++)
        {
            json.WritePropertyName(columns[i].Name);
            switch (row[i])
            {
                case long whole: json.WriteNumberValue(whole); break;
                case double number: json.WriteNumberValue(number); break;
                case null: json.WriteNullValue(); break;
                case var other: json.WriteStringValue(other.ToString()); break;
            }
        }
        json.WriteEndObject();
    }
}
