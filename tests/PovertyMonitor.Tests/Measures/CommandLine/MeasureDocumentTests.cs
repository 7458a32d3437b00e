using System.Text;
using System.Text.Json;
using Parquet;
using Parquet.Schema;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Measures;
using PovertyMonitor.Measures.CommandLine;

namespace PovertyMonitor.Tests.Measures.CommandLine;

/// <summary>The verb with a measure's document, on files of answers.</summary>
public class MeasureDocumentTests
{
    private static readonly string Document = JsonSerializer.Serialize(ShippedMeasures.Read(ShippedMeasures.GlobalMpiWithoutNutrition), MeasureJson.Options);

    // Two households of 3 and 1 members; the larger lost a child and cooks with wood: 1/3 + 1/18.
    private static readonly string[] Answers = [Household(3, poor: true), Household(1, poor: false)];
    private static readonly string Csv = $"answers,interviewedOn,area\n{Cell(Answers[0])},2018-06-15,a\n{Cell(Answers[1])},2018-06-15,b\n";

    private static string Cell(string json) => $"\"{json.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Household(int size, bool poor)
    {
        var member = new Member
        {
            Sex = Sex.Male,
            AgeYears = 40,
            Relation = Relation.OtherRelative,
            YearsOfSchooling = 9,
            ChronicIllness = false,
            Functioning = new(),
        };
        var no = false;
        var answers = new Answers
        {
            Size = size,
            ChildDeaths = poor ? [new() { Month = new(2017, 3), AgeMonths = 5 }] : [],
            Members = [.. Enumerable.Range(1, size).Select(i => member with { Id = new Guid(i, 0, 0, new byte[8]) })],
            Housing = new()
            {
                Floor = FloorMaterial.Tile,
                Roof = RoofMaterial.ClayTile,
                Walls = WallMaterial.Brick,
                Electricity = Electricity.Grid,
                CookingFuel = poor ? CookingFuel.Wood : CookingFuel.Lpg,
                WaterSource = WaterSource.Piped,
                WaterMinutes = 0,
                Sanitation = Sanitation.FlushSepticTank,
                SanitationShared = no,
                Assets = new() { Radio = no, Television = true, Telephone = true, Computer = no, AnimalCart = no, Bicycle = no, Motorbike = no, Refrigerator = no, CarOrTruck = no },
            },
        };
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream)) AnswersWriter.Write(json, answers);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    [Fact]
    public async Task Answers_are_assessed_with_the_documents_cutoff_and_weigh_their_members()
    {
        using var document = new TemporaryFile("measure.json", Document);
        using var file = new TemporaryFile("answers.csv", Csv);

        var run = await CommandLineRun.OfAsync(file.Path, "--measure", document.Path, "--by", "area", "--format", "csv");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("0.75", run.Row(("measure", "H"), ("group", ""))["estimate"]);
        Assert.Equal(7.0 / 18, double.Parse(run.Row(("measure", "A"), ("group", ""))["estimate"], System.Globalization.CultureInfo.InvariantCulture), 1e-12);
        Assert.Equal("1", run.Row(("measure", "H"), ("group", "a"))["estimate"]);
        Assert.Equal("0.75", run.Row(("measure", "hd"), ("indicator", "cooking-fuel"), ("group", ""))["estimate"]);
    }

    [Fact]
    public async Task A_cutoff_that_is_given_stands_in_place_of_the_documents()
    {
        using var document = new TemporaryFile("measure.json", Document);
        using var file = new TemporaryFile("answers.csv", Csv);

        var run = await CommandLineRun.OfAsync(file.Path, "--measure", document.Path, "--k", "1/2", "--format", "csv");

        Assert.Equal("0", run.Row(("measure", "H"))["estimate"]);
    }

    [Fact]
    public async Task Parquet_gives_the_same_as_CSV()
    {
        using var document = new TemporaryFile("measure.json", Document);
        using var csv = new TemporaryFile("answers.csv", Csv);
        using var parquet = new TemporaryFile("answers.parquet");
        await WriteAsync(parquet.Path);

        var expected = await CommandLineRun.OfAsync(csv.Path, "--measure", document.Path, "--by", "area", "--format", "csv");
        var actual = await CommandLineRun.OfAsync(parquet.Path, "--measure", document.Path, "--by", "area", "--format", "csv");

        Assert.Equal(0, actual.ExitCode);
        Assert.Equal(expected.Output, actual.Output);
    }

    [Theory]
    [InlineData("answers,interviewedOn\n{},2018-06-15\n", "answers.csv, line 2, column answers: should be answered rightly: answers.size Missing")]
    [InlineData("answers,interviewedOn\n{,2018-06-15\n", "answers.csv, line 2, column answers: should be the JSON of a submission's answers.")]
    [InlineData("answers,interviewedOn\n{},15-06-2018\n", "answers.csv, line 2, column interviewedOn: should be a day such as 2018-06-15.")]
    [InlineData("answers\n{}\n", "there is no column 'interviewedOn'")]
    public async Task A_wrong_cell_is_named_by_line_and_column(string csv, string expected)
    {
        using var document = new TemporaryFile("measure.json", Document);
        using var file = new TemporaryFile("answers.csv", csv);

        var run = await CommandLineRun.OfAsync(file.Path, "--measure", document.Path);

        Assert.Equal((1, ""), (run.ExitCode, run.Output));
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_that_is_wrong_is_explained()
    {
        using var document = new TemporaryFile("measure.json", Document.Replace("housing.electricity", "housing.electricty", StringComparison.Ordinal));
        using var file = new TemporaryFile("answers.csv", Csv);

        var run = await CommandLineRun.OfAsync(file.Path, "--measure", document.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("deprivedIf of electricity, position 8: UnknownName; known: assets, cookingFuel, electricity", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Either_dimensions_or_a_document_is_given()
    {
        using var document = new TemporaryFile("measure.json", Document);
        using var file = new TemporaryFile("answers.csv", Csv);

        Assert.Contains("either --dimensions", (await CommandLineRun.OfAsync(file.Path)).Error, StringComparison.Ordinal);
        Assert.Contains("either --dimensions", (await CommandLineRun.OfAsync(file.Path, "--dimensions", "d=a", "--measure", document.Path)).Error, StringComparison.Ordinal);
        Assert.Contains("either --dimensions", (await CommandLineRun.OfAsync(file.Path, "--measure", document.Path, "--weights", "a=1")).Error, StringComparison.Ordinal);
    }

    private static async Task WriteAsync(string path)
    {
        DataField<string> answers = new(AnswerColumns.Answers), day = new(AnswerColumns.InterviewedOn), area = new("area");
        string[] days = ["2018-06-15", "2018-06-15"], areas = ["a", "b"];
        await using var stream = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(new ParquetSchema(answers, day, area), stream);
        using var group = writer.CreateRowGroup();
        await group.WriteAsync(answers, Answers);
        await group.WriteAsync(day, days);
        await group.WriteAsync(area, areas);
    }
}
