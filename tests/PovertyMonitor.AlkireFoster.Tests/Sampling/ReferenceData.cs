using System.Globalization;
using PovertyMonitor.AlkireFoster.Sampling;

namespace PovertyMonitor.AlkireFoster.Tests.Sampling;

/// <summary>One row of the reference survey.</summary>
internal sealed record ReferenceRow(uint Mask, uint Missing, string Area, string Region, string Stratum, string Psu, double Weight, double W2, int Round);

/// <summary>
/// The reference survey and the figures of it, found by walking up to a folder shared/reference beside the checkout;
/// a test that needs them is skipped where there is none.
/// </summary>
internal static class ReferenceData
{
    internal const double Years = 8.5;

    internal static MeasureStructure Measure { get; } = MeasureStructure.WithEqualNestedWeights(
        ("health", ["d_nutr", "d_cm"]),
        ("education", ["d_satt", "d_educ"]),
        ("living", ["d_elct", "d_sani", "d_wtr", "d_hsg", "d_ckfl", "d_asst"]));

    internal static List<ReferenceRow> Rows()
    {
        var lines = File.ReadAllLines(PathOf("syn_cdta.csv"));
        var columns = lines[0].Split(',').ToList();
        return [.. lines.Skip(1).Select(line =>
        {
            var cells = line.Split(',');
            string Cell(string name) => cells[columns.IndexOf(name)];
            uint Bits(string value) => Measure.Indicators.Index().Where(i => Cell(i.Item.Code) == value).Aggregate(0u, (bits, i) => bits | 1u << i.Index);
            return new ReferenceRow(
                Bits("1"), Bits("NA"), Cell("area"), Cell("region"), Cell("stratum"), Cell("psu"), Number(Cell("weight")), Number(Cell("w2")), (int)Number(Cell("t")));
        })];
    }

    internal static List<Dictionary<string, string>> Expected()
    {
        var lines = File.ReadAllLines(PathOf("syn_cdta.expected.csv"));
        var columns = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => columns.Zip(line.Split(',')).ToDictionary(c => c.First, c => c.Second))];
    }

    internal static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    /// <summary>The rows in one design, each household in the domains its row names.</summary>
    internal static (SampleDesign Design, Dictionary<(string Domain, int Round), SampleDomain> Domains) Sample(
        IEnumerable<ReferenceRow> rows, Func<ReferenceRow, double> weight, Func<ReferenceRow, IEnumerable<string>> domainsOf)
    {
        var design = new SampleDesign();
        var domains = new Dictionary<(string, int), SampleDomain>();
        foreach (var row in rows)
        {
            var psu = design.Psu(row.Stratum, row.Psu);
            foreach (var domain in domainsOf(row))
            {
                if (!domains.TryGetValue((domain, row.Round), out var households))
                    domains[(domain, row.Round)] = households = new SampleDomain(design, MissingRule.DropHousehold);
                households.Add(psu, weight(row), row.Mask, row.Missing);
            }
        }

        return (design, domains);
    }

    private static string PathOf(string file)
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            var path = Path.Combine(directory.FullName, "shared", "reference", file);
            if (File.Exists(path)) return path;
        }

        Assert.Skip($"The reference file {file} is not in a folder shared/reference beside the checkout.");
        return "";
    }
}
