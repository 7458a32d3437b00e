using System.Diagnostics;
using System.Text.Json;
using PovertyMonitor.Measures.CommandLine;

namespace PovertyMonitor.Tests.Measures.CommandLine;

/// <summary>The verb as a statistician uses it, on files of their own.</summary>
public class MeasureCommandTests
{
    private const string Dimensions =
        "education=schooling,enrolment;health=nutrition,mortality;living=electricity,water,sanitation,floor,fuel,assets";

    /// <summary>The four households of UNDP's technical note, with their sizes.</summary>
    private const string FourHouseholds = """
        schooling,enrolment,nutrition,mortality,electricity,water,sanitation,floor,fuel,assets,size,area
        0,0,0,1,0,0,0,0,1,0,4,rural
        1,1,0,1,1,0,1,0,1,1,7,rural
        0,0,1,0,1,1,1,0,1,0,5,urban
        1,0,0,1,1,0,0,0,1,1,4,urban
        """;

    [Fact]
    public async Task The_technical_notes_households_give_its_figures()
    {
        using var file = new TemporaryFile("four.csv", FourHouseholds);

        var run = await CommandLineRun.OfAsync(file.Path, "--dimensions", Dimensions, "--weight", "size", "--by", "area", "--format", "csv");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("kind,measure,indicator,k,by,group,round,change,estimate,se,lower,upper,n\n", run.Output, StringComparison.Ordinal);
        Assert.Equal("level,H,,0.3333333333333333,,,,,0.8,,,,4", run.Output.Split('\n')[1]);
        Assert.Equal("0.5625", run.Row(("measure", "A"), ("group", ""))["estimate"]);
        Assert.Equal("0.45", run.Row(("measure", "M0"), ("group", ""))["estimate"]);
        Assert.Equal("1", run.Row(("measure", "H"), ("by", "area"), ("group", "urban"))["estimate"]);
        Assert.Equal(1, run.Rows.Where(r => r["measure"] == "pctb" && r["group"] == "").Sum(r => Number(r["estimate"])), 1e-14);
        Assert.Equal(3 * (3 + (4 * 10)), run.Rows.Count);
    }

    [Fact]
    public async Task Given_weights_and_a_cutoff_stand_in_place_of_the_usual_ones()
    {
        using var file = new TemporaryFile("two.csv", "a,b\n1,0\n0,1\n");

        var run = await CommandLineRun.OfAsync(file.Path, "--dimensions", "x=a;y=b", "--weights", "a=0.2,b=4/5", "--k", "0.2,0.8", "--format", "csv");

        Assert.Equal("1", run.Row(("measure", "H"), ("k", "0.2"))["estimate"]);
        Assert.Equal("0.5", run.Row(("measure", "A"), ("k", "0.2"))["estimate"]);
        Assert.Equal("0.5", run.Row(("measure", "H"), ("k", "0.8"))["estimate"]);
    }

    [Fact]
    public async Task A_missing_answer_drops_the_household_or_counts_as_not_deprived()
    {
        using var file = new TemporaryFile("missing.csv", "a,b,area\n1,1,x\n0,NA,x\n0,,NA\n0,0,\n");

        var dropped = await CommandLineRun.OfAsync(file.Path, "--dimensions", "d=a,b", "--by", "area", "--format", "csv");
        var counted = await CommandLineRun.OfAsync(file.Path, "--dimensions", "d=a,b", "--missing", "not-deprived", "--format", "csv");

        Assert.Equal(("0.5", "2"), HAndN(dropped, ""));
        Assert.Equal(("1", "1"), HAndN(dropped, "x"));
        Assert.Equal(("0.25", "4"), HAndN(counted, ""));

        static (string, string) HAndN(CommandLineRun run, string group) =>
            run.Row(("measure", "H"), ("group", group)) is var row ? (row["estimate"], row["n"]) : default;
    }

    [Fact]
    public async Task Fractional_weights_give_the_figures_of_whole_ones_in_the_same_proportions()
    {
        using var whole = new TemporaryFile("whole.csv", "a,w\n1,3\n0,9\n1,4\n");
        using var fractional = new TemporaryFile("fractional.csv", "a,w\n1,0.75\n0,2.25\n1,1\n");

        var expected = await CommandLineRun.OfAsync(whole.Path, "--dimensions", "d=a", "--weight", "w", "--format", "csv");
        var actual = await CommandLineRun.OfAsync(fractional.Path, "--dimensions", "d=a", "--weight", "w", "--format", "csv");

        Assert.Equal("0.4375", expected.Row(("measure", "H"))["estimate"]);
        Assert.Equal(expected.Output, actual.Output);
    }

    [Fact]
    public async Task A_sample_has_standard_errors_intervals_and_changes_between_rounds()
    {
        using var file = new TemporaryFile("sample.csv", """
            a,s,p,t
            1,n,1,2010
            0,n,2,2010
            1,n,3,2010
            0,n,4,2010
            0,n,1,2012.5
            0,n,2,2012.5
            1,n,3,2012.5
            0,n,4,2012.5
            """);

        var run = await CommandLineRun.OfAsync(
            file.Path, "--dimensions", "d=a", "--strata", "s", "--psu", "p", "--round", "t", "--years", "2.5", "--format", "csv");

        // z of unit i in round r is (a - H)/4; the change's z are -3/16, 1/16, 1/16, 1/16 about their mean of 0.
        Assert.Equal("0.5", run.Row(("kind", "level"), ("measure", "H"), ("round", "1"))["estimate"]);
        var change = run.Row(("kind", "change"), ("measure", "H"), ("change", "abs"));
        Assert.Equal(("1-2", "-0.25", "8"), (change["round"], change["estimate"], change["n"]));
        Assert.Equal(Math.Sqrt(4 / 3d * 12 / 256), Number(change["se"]), 1e-15);
        Assert.Equal(-50, Number(run.Row(("measure", "H"), ("change", "rel"))["estimate"]), 1e-12);
        Assert.Equal(-0.1, Number(run.Row(("measure", "H"), ("change", "abs_pa"))["estimate"]), 1e-15);
        Assert.Equal(100 * (Math.Pow(0.5, 0.4) - 1), Number(run.Row(("measure", "H"), ("change", "rel_pa"))["estimate"]), 1e-12);
        Assert.Contains("the estimate is exactly 0 or 1", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_relative_change_from_zero_is_empty_and_the_reason_is_told()
    {
        using var file = new TemporaryFile("zero.csv", "a,t\n0,1\n1,2\n");

        var run = await CommandLineRun.OfAsync(file.Path, "--dimensions", "d=a", "--round", "t", "--format", "csv");

        Assert.Equal("", run.Row(("measure", "H"), ("change", "rel"))["estimate"]);
        Assert.Equal("1", run.Row(("measure", "H"), ("change", "abs"))["estimate"]);
        Assert.Contains("note: no estimate: a relative change from zero is not defined (4 rows, first: H rel)", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Json_is_an_array_of_rows_with_the_same_columns_and_a_table_is_aligned()
    {
        using var file = new TemporaryFile("four.csv", FourHouseholds);

        var json = await CommandLineRun.OfAsync(file.Path, "--dimensions", Dimensions, "--weight", "size", "--format", "json");
        var table = await CommandLineRun.OfAsync(file.Path, "--dimensions", Dimensions, "--weight", "size");

        using var document = JsonDocument.Parse(json.Output);
        var first = document.RootElement[0];
        Assert.Equal(TidyRow.Columns, first.EnumerateObject().Select(p => p.Name));
        Assert.Equal((0.8, JsonValueKind.Null, 4), (first.GetProperty("estimate").GetDouble(), first.GetProperty("se").ValueKind, first.GetProperty("n").GetInt32()));
        Assert.Matches("(?m)^level +H +0\\.33333 +0\\.80000 +4$", table.Output);
    }

    [Theory]
    [InlineData("a,b\n1,0\n2,1\n", "line 3, column a: '2' should be 0, 1, or missing when empty or NA.")]
    [InlineData("a,b\n1,0\n1,\"x\ny\"\n", "line 3, column b: 'x\ny' should be 0, 1")]
    [InlineData("a,b\n1,0\n1\n", "line 3: 1 cells where the header has 2 columns.")]
    [InlineData("a,c\n1,0\n", "line 1: there is no column 'b'. The columns are a, c.")]
    [InlineData("a,b,a\n1,0,1\n", "line 1: there are 2 columns 'a'; which one is meant is not clear.")]
    [InlineData("", "line 1: there is no header line.")]
    public async Task A_wrong_cell_is_named_by_line_and_column(string text, string message)
    {
        using var file = new TemporaryFile("wrong.csv", text);

        var run = await CommandLineRun.OfAsync(file.Path, "--dimensions", "d=a,b", "--format", "csv");

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains($"wrong.csv, {message}", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--weight", "w", "1,-3,n,1", "line 3, column w: '-3' should be a number of at least 0.")]
    [InlineData("--weight", "w", "1,,n,1", "line 3, column w: '' should be a number of at least 0.")]
    [InlineData("--strata", "s", "1,1,NA,1", "line 3, column s: '' should be not empty.")]
    [InlineData("--round", "t", "1,1,n,3", "column t: there are more than 2 rounds: 1, 3, 2.")]
    [InlineData("--k", "1.5", "1,1,n,1", "--k: '1.5' should be a cutoff above 0 and at most 1")]
    [InlineData("--years", "0", "1,1,n,1", "--years: the years between the rounds are above 0.")]
    [InlineData("--weights", "a=1/2", "1,1,n,1", "--dimensions, --weights: The weights sum to 1/2, not to 1.")]
    [InlineData("--weights", "b=1", "1,1,n,1", "--weights: 'b' is not among the indicators of --dimensions.")]
    public async Task A_wrong_option_or_weight_is_explained(string option, string value, string row, string message)
    {
        using var file = new TemporaryFile("wrong.csv", $"a,w,s,t\n1,1,n,1\n{row}\n1,1,n,2\n");

        var run = await CommandLineRun.OfAsync(file.Path, "--dimensions", "d=a", "--format", "csv", option, value);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lines_are_counted_right_below_a_quoted_line_break_and_an_empty_line()
    {
        using var file = new TemporaryFile("wrong.csv", "a,note\n1,\"two\nlines\"\n\n7,x\n");

        var run = await CommandLineRun.OfAsync(file.Path, "--dimensions", "d=a");

        Assert.Contains("line 5, column a: '7'", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lonely_unit_fails_naming_its_stratum_until_a_policy_is_chosen()
    {
        using var file = new TemporaryFile("lonely.csv", "a,s,p\n1,north,1\n0,north,2\n1,south,3\n");
        string[] arguments = [file.Path, "--dimensions", "d=a", "--strata", "s", "--psu", "p", "--format", "csv"];

        var failed = await CommandLineRun.OfAsync(arguments);
        var removed = await CommandLineRun.OfAsync([.. arguments, "--lonely-psu", "remove"]);

        Assert.Equal((1, ""), (failed.ExitCode, failed.Output));
        Assert.Contains("Stratum south has only one primary sampling unit.", failed.Error, StringComparison.Ordinal);
        Assert.Equal(Math.Sqrt(2 * 2 * Math.Pow(1 / 6d, 2)), Number(removed.Row(("measure", "H"))["se"]), 1e-15);
    }

    [Fact]
    public async Task It_runs_as_a_process_without_a_database()
    {
        using var file = new TemporaryFile("four.csv", FourHouseholds);
        var start = new ProcessStartInfo("dotnet", [typeof(MeasureCommand).Assembly.Location, "measure", file.Path, "--dimensions", Dimensions, "--weight", "size", "--format", "csv"])
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetDirectoryName(file.Path),
        };

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, process.ExitCode);
        Assert.Contains("level,M0,,0.3333333333333333,,,,,0.45,,,,4\n", output, StringComparison.Ordinal);
        Assert.Equal([file.Path], Directory.GetFileSystemEntries(Path.GetDirectoryName(file.Path)!));
    }

    private static double Number(string text) => double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
