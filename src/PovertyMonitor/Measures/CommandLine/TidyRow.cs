namespace PovertyMonitor.Measures.CommandLine;

/// <summary>One estimate. Empty texts and nulls are empty cells; proportions except relative changes, in percent.</summary>
internal sealed record TidyRow(
    string Kind,
    string Measure,
    string Indicator,
    double? K,
    string By,
    string Group,
    string Round,
    string Change,
    double? Estimate,
    double? Se,
    double? Lower,
    double? Upper,
    long N)
{
    /// <summary>The columns' names, in order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
        ["kind", "measure", "indicator", "k", "by", "group", "round", "change", "estimate", "se", "lower", "upper", "n"];

    /// <summary>The cells in the columns' order: texts, numbers or null.</summary>
    public IReadOnlyList<object?> Cells =>
        [Kind, Measure, Text(Indicator), K, Text(By), Text(Group), Text(Round), Text(Change), Estimate, Se, Lower, Upper, N];

    private static string? Text(string text) => text.Length == 0 ? null : text;
}
