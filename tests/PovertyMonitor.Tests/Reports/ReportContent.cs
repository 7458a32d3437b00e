using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Parquet;

namespace PovertyMonitor.Tests.Reports;

/// <summary>Reads the rows of a report's files, each as one line of text, so that they can be held against each other.</summary>
internal static class ReportContent
{
    public static string Hash(byte[] content) => Convert.ToHexString(SHA256.HashData(content));

    public static string Exact(JsonNode? value) => value?.GetValueKind() == System.Text.Json.JsonValueKind.Number ? Exact(value.GetValue<double>()) : value?.ToString() ?? "";

    private static string Exact(double number) => number.ToString("G12", CultureInfo.InvariantCulture);

    public static List<string> Ranks(JsonArray rows) =>
        [.. rows.Where(r => r!["rankFrom"] is not null).OrderBy(r => (int)r!["rankFrom"]! + (int)r["rankTo"]!).Select(r => $"{r!["area"]} {r["rankFrom"]}-{r["rankTo"]}")];

    public static List<JsonNode> Rows(JsonNode report, string area) => [.. report["rows"]!.AsArray().Where(r => (string)r!["area"]! == area).Select(r => r!)];

    public static List<string> Csv(byte[] file) => [.. Encoding.UTF8.GetString(file).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1)
        .Select(line => string.Join('|', line.Split(',').Select(c => double.TryParse(c, CultureInfo.InvariantCulture, out var number) && !IsCode(c) ? Exact(number) : c)))];

    public static List<string> Xlsx(byte[] file, string part)
    {
        using var zip = new ZipArchive(new MemoryStream(file));
        using var stream = zip.GetEntry(part)!.Open();
        var sheet = XDocument.Load(stream);
        var main = sheet.Root!.Name.Namespace;
        Assert.Empty(sheet.Descendants(main + "f"));
        return [.. sheet.Descendants(main + "row").Select(row => string.Join('|', row.Elements(main + "c")
            .Select(c => (string?)c.Element(main + "v") is { } number ? Exact(double.Parse(number, CultureInfo.InvariantCulture)) : c.Value)))];
    }

    public static async Task<List<string>> ParquetAsync(byte[] file)
    {
        var ct = TestContext.Current.CancellationToken;
        await using var reader = await ParquetReader.CreateAsync(new MemoryStream(file), cancellationToken: ct);
        using var group = reader.OpenRowGroupReader(0);
        var columns = new List<string[]>();
        foreach (var field in reader.Schema.DataFields)
        {
            var rows = (int)group.RowCount;
            if (field.ClrType == typeof(long))
            {
                var values = new long?[rows];
                await group.ReadAsync<long>(field, values.AsMemory(), cancellationToken: ct);
                columns.Add([.. values.Select(v => v is { } n ? Exact(n) : "")]);
            }
            else if (field.ClrType == typeof(double))
            {
                var values = new double?[rows];
                await group.ReadAsync<double>(field, values.AsMemory(), cancellationToken: ct);
                columns.Add([.. values.Select(v => v is { } n ? Exact(n) : "")]);
            }
            else
            {
                var values = new string?[rows];
                await group.ReadAsync(field, values.AsMemory(), cancellationToken: ct);
                columns.Add([.. values.Select(v => v ?? "")]);
            }
        }
        return [.. Enumerable.Range(0, (int)group.RowCount).Select(i => string.Join('|', columns.Select(c => c[i])))];
    }

    // 35.22 alone would read as a number.
    private static bool IsCode(string cell) => cell.StartsWith("35.22", StringComparison.Ordinal);
}
