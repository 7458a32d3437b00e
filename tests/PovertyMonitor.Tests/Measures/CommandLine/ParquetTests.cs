using Parquet;
using Parquet.Schema;

namespace PovertyMonitor.Tests.Measures.CommandLine;

/// <summary>A Parquet file gives what the same rows give as CSV, whatever the types of its columns.</summary>
public class ParquetTests
{
    private const string Csv = "a,b,w,area,p\n1,0,2.5,1,x\n0,NA,1,2,x\n1,1,3,1,y\n0,1,1,NA,z\n";

    private static readonly DataField<int?> A = new("a");
    private static readonly DataField<bool?> B = new("b");
    private static readonly DataField<double> W = new("w");
    private static readonly DataField<long?> Area = new("area");
    private static readonly DataField<string> P = new("p");

    [Fact]
    public async Task Both_formats_give_the_same_figures()
    {
        using var csv = new TemporaryFile("rows.csv", Csv);
        using var parquet = new TemporaryFile("rows.parquet");
        await WriteAsync(parquet.Path, [1, 0, 1, 0]);
        string[] options = ["--dimensions", "d=a,b", "--weight", "w", "--by", "area", "--psu", "p", "--format", "csv"];

        var expected = await CommandLineRun.OfAsync([csv.Path, .. options]);
        var actual = await CommandLineRun.OfAsync([parquet.Path, .. options]);

        Assert.Equal((0, 0, expected.Error), (expected.ExitCode, actual.ExitCode, actual.Error));
        Assert.Equal(expected.Output, actual.Output);
    }

    [Theory]
    [InlineData("d=a,b")]
    [InlineData("d=b,a")]
    public async Task A_wrong_value_is_named_by_row_and_column(string dimensions)
    {
        using var parquet = new TemporaryFile("rows.parquet");
        await WriteAsync(parquet.Path, [1, 0, 7, 0]);

        var run = await CommandLineRun.OfAsync(parquet.Path, "--dimensions", dimensions);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains("rows.parquet, row 3, column a: '7' should be 0, 1, or missing.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_none_and_a_column_that_is_missing_are_explained()
    {
        using var text = new TemporaryFile("text.parquet", Csv);
        using var parquet = new TemporaryFile("rows.parquet");
        await WriteAsync(parquet.Path, [1, 0, 1, 0]);

        var none = await CommandLineRun.OfAsync(text.Path, "--dimensions", "d=a,b");
        var lacking = await CommandLineRun.OfAsync(parquet.Path, "--dimensions", "d=a,c");

        Assert.Equal((1, 1), (none.ExitCode, lacking.ExitCode));
        Assert.Contains("text.parquet is not a Parquet file", none.Error, StringComparison.Ordinal);
        Assert.Contains("there is no column 'c'. The columns are a, b, w, area, p.", lacking.Error, StringComparison.Ordinal);
    }

    private static async Task WriteAsync(string path, int?[] a)
    {
        await using var stream = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(A, B, W, Area, P), stream);
        await WriteGroupAsync(writer, a[..2], [false, null], [2.5, 1], [1, 2], ["x", "x"]);
        await WriteGroupAsync(writer, a[2..], [true, true], [3, 1], [1, null], ["y", "z"]);
    }

    private static async Task WriteGroupAsync(ParquetWriter writer, int?[] a, bool?[] b, double[] w, long?[] area, string[] p)
    {
        using var group = writer.CreateRowGroup();
        await group.WriteAsync<int>(A, a);
        await group.WriteAsync<bool>(B, b);
        await group.WriteAsync<double>(W, w);
        await group.WriteAsync<long>(Area, area);
        await group.WriteAsync(P, p);
    }
}
