namespace PovertyMonitor.Measures.CommandLine;

/// <summary>The columns that are read from a file, with the names met in them so far.</summary>
/// <param name="Indicators">Deprivations in bit order: 0, 1, or missing when empty or NA.</param>
/// <param name="Weight">Weights; null where every household weighs 1.</param>
/// <param name="Strata">Strata; null where the sample is not stratified.</param>
/// <param name="Psu">Primary sampling units; null where there are none.</param>
/// <param name="Round">Survey rounds; null where there is one.</param>
/// <param name="By">Subgroups to estimate for.</param>
internal sealed record HouseholdColumns(
    IReadOnlyList<string> Indicators, string? Weight, KeyColumn? Strata, KeyColumn? Psu, KeyColumn? Round, IReadOnlyList<KeyColumn> By)
{
    /// <summary>The answers that a measure assesses, in place of indicators; null where the file has indicators.</summary>
    public AnswerColumns? Answers { get; init; }

    /// <summary>Every column's name.</summary>
    public IEnumerable<string> All =>
        [.. Indicators, .. Answers is null ? [] : (string[])[AnswerColumns.Answers, AnswerColumns.InterviewedOn], .. new[] { Weight, Strata?.Column, Psu?.Column, Round?.Column }.OfType<string>(), .. By.Select(b => b.Column)];

    /// <summary>The error of a column that the file lacks.</summary>
    public static WrongInputException Lacks(string file, string column, IEnumerable<string> known) =>
        new($"{file}, line 1: there is no column '{column}'. The columns are {string.Join(", ", known)}.");
}
