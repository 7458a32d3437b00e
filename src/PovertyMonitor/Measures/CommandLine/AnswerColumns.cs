using System.Text.Json;
using NodaTime.Text;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Measures.CommandLine;

/// <summary>The columns of a file that holds questionnaire answers, and the measure that assesses them.</summary>
/// <param name="measure">The measure.</param>
internal sealed class AnswerColumns(CompiledMeasure measure)
{
    /// <summary>The column of a household's answers, as the JSON of a submission's <c>answers</c>.</summary>
    public const string Answers = "answers";

    /// <summary>The column of the day of the interview, as YYYY-MM-DD.</summary>
    public const string InterviewedOn = "interviewedOn";

    /// <summary>Says where a cell is wrong and what belongs there.</summary>
    internal delegate WrongInputException Wrong(string column, string expected);

    /// <summary>The household's masks and the number of its members.</summary>
    /// <exception cref="WrongInputException">A cell is not as it should be.</exception>
    public (uint Mask, uint Missing, int Members) Assess(string? answers, string? interviewedOn, Wrong wrong)
    {
        if (LocalDatePattern.Iso.Parse(interviewedOn ?? "") is not { Success: true, Value: var day })
            throw wrong(InterviewedOn, "a day such as 2018-06-15");
        var read = Read(answers ?? "", wrong);
        var (mask, missing) = measure.Assess(read, day);
        return (mask, missing, read.Members.Count);
    }

    private static Answers Read(string cell, Wrong wrong)
    {
        try
        {
            using var json = JsonDocument.Parse(cell);
            var faults = new List<AnswerFault>();
            return AnswersReader.Read(json.RootElement, Answers, faults)
                ?? throw wrong(Answers, $"answered rightly: {string.Join("; ", faults.Select(f => $"{f.Field} {f.Kind} {f.Expected}".TrimEnd()))}");
        }
        catch (JsonException)
        {
            throw wrong(Answers, "the JSON of a submission's answers");
        }
    }
}
