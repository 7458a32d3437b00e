using System.CommandLine;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.AlkireFoster.Sampling;

namespace PovertyMonitor.Measures.CommandLine;

/// <summary>
/// The verb <c>measure</c>: estimates poverty from a file of households, without a database. With --strata or --psu
/// the file is a sample and figures have standard errors; without, it is a census and they have none.
/// </summary>
internal static class MeasureCommand
{
    private static readonly Argument<string> File = new("FILE") { Description = "Households, one a row: CSV with a header, or Parquet (*.parquet)." };

    private static readonly Option<string?> Document = new("--measure")
    {
        Description = $"A measure's document (JSON), where FILE holds answers: the columns {AnswerColumns.Answers} (the JSON of a submission's answers) and {AnswerColumns.InterviewedOn} (YYYY-MM-DD); without --weight a household weighs its members. Its cutoff and missing rule stand unless --k and --missing are given.",
    };

    private static readonly Option<string?> Dimensions = new("--dimensions")
    {
        Description = "Dimensions and their indicator columns, such as \"health=d_nutr,d_cm;education=d_satt,d_educ\". Cells are 0, 1, or missing when empty or NA.",
    };

    private static readonly Option<string?> Weights = new("--weights")
    {
        Description = "Indicator weights that sum to 1, such as d_nutr=1/6,d_cm=1/6; without it dimensions weigh the same, and indicators within them.",
    };

    private static readonly Option<string> K = new("--k") { Description = "Poverty cutoffs, such as 1/3,0.2.", DefaultValueFactory = _ => "1/3" };

    private static readonly Option<string?> By = new("--by") { Description = "Columns of subgroups, such as area,region." };

    private static readonly Option<string?> Weight = new("--weight") { Description = "Column of weights: persons, or sampling weight times persons; 1 without it." };

    private static readonly Option<string?> Strata = new("--strata") { Description = "Column of strata of the sample." };

    private static readonly Option<string?> Psu = new("--psu") { Description = "Column of primary sampling units, named uniquely within their stratum." };

    private static readonly Option<string?> Round = new("--round") { Description = "Column of survey rounds, at most two; adds the changes between them." };

    private static readonly Option<double?> Years = new("--years") { Description = "Years between the rounds; adds the changes per year." };

    private static readonly Option<string> Missing = new Option<string>("--missing")
    {
        Description = "What a missing indicator does: drop-household (default) or not-deprived.",
        DefaultValueFactory = _ => "drop-household",
    }.AcceptOnlyFromAmong("drop-household", "not-deprived");

    private static readonly Option<string> Lonely = new Option<string>("--lonely-psu")
    {
        Description = "What a stratum with one primary sampling unit does: fail (default), remove, adjust or average.",
        DefaultValueFactory = _ => "fail",
    }.AcceptOnlyFromAmong("fail", "remove", "adjust", "average");

    private static readonly Option<string> Format = new Option<string>("--format")
    {
        Description = "table (default), csv or json.",
        DefaultValueFactory = _ => "table",
    }.AcceptOnlyFromAmong(TidyOutput.Formats);

    /// <summary>The command; exit code 1, with a message on the error stream, where the input is wrong.</summary>
    public static Command Create()
    {
        var command = new Command("measure", "Estimates multidimensional poverty (Alkire-Foster) from a file of households, without a database.")
        {
            File, Document, Dimensions, Weights, K, By, Weight, Strata, Psu, Round, Years, Missing, Lonely, Format,
        };
        command.SetAction(parsed => RunAsync(parsed));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed)
    {
        var error = parsed.InvocationConfiguration.Error;
        try
        {
            var request = Request(parsed);
            var rows = await MeasureFile.EstimateAsync(request);
            var notes = new Notes();
            TidyOutput.Write(parsed.GetValue(Format)!, notes.Collect(rows), parsed.InvocationConfiguration.Output);
            notes.Write(error);
            return 0;
        }
        catch (Exception failure) when (failure is WrongInputException or IOException or UnauthorizedAccessException)
        {
            await error.WriteLineAsync(failure.Message);
        }
        catch (LonelyPsuException failure)
        {
            await error.WriteLineAsync($"{failure.Message} Choose --lonely-psu remove, adjust or average.");
        }

        return 1;
    }

    private static MeasureRequest Request(ParseResult parsed)
    {
        var (document, dimensions, weights) = (parsed.GetValue(Document), parsed.GetValue(Dimensions), parsed.GetValue(Weights));
        if (document is null == dimensions is null || (document is not null && weights is not null))
            throw new WrongInputException("Give either --dimensions, with or without --weights, or --measure.");
        if (document is null) return Request(parsed, MeasureOptions.Measure(dimensions!, weights), null);
        var assessing = MeasureDocument.Read(document);
        return Request(parsed, assessing.Structure, assessing) with
        {
            Cutoffs = IsGiven(parsed, K) ? MeasureOptions.Cutoffs(parsed.GetValue(K)!) : [assessing.Cutoff],
            Missing = IsGiven(parsed, Missing) ? MeasureOptions.Missing(parsed.GetValue(Missing)!) : assessing.MissingRule,
        };
    }

    private static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };

    private static MeasureRequest Request(ParseResult parsed, MeasureStructure measure, CompiledMeasure? assessing) => new()
    {
        File = parsed.GetValue(File)!,
        Measure = measure,
        Assessing = assessing,
        Cutoffs = MeasureOptions.Cutoffs(parsed.GetValue(K)!),
        By = [.. MeasureOptions.List(parsed.GetValue(By), ',').Distinct()],
        Weight = parsed.GetValue(Weight),
        Strata = parsed.GetValue(Strata),
        Psu = parsed.GetValue(Psu),
        Round = parsed.GetValue(Round),
        Years = parsed.GetValue(Years) is not { } years ? null
            : years > 0 && double.IsFinite(years) ? years
            : throw new WrongInputException("--years: the years between the rounds are above 0."),
        Missing = MeasureOptions.Missing(parsed.GetValue(Missing)!),
        LonelyPsu = MeasureOptions.LonelyPsu(parsed.GetValue(Lonely)!),
    };
}
