namespace PovertyMonitor.Duplicates.Linkage;

/// <summary>What a field says for or against two households' being one.</summary>
/// <param name="Field">The field's code.</param>
/// <param name="Level">The code of its level of agreement; <c>unknown</c> where it can't be told.</param>
/// <param name="Weight">log2(m/u), in bits: above 0 for, below 0 against.</param>
internal sealed record FieldWeight(string Field, string Level, double Weight)
{
    /// <summary>The level of a field that can't be compared.</summary>
    public const string Unknown = "unknown";

    /// <summary>What each field says under a model.</summary>
    public static IReadOnlyList<FieldWeight> Of(Comparison comparison, LinkageModel model) =>
        [.. LinkageField.All.Select((f, i) => new FieldWeight(f.Code, comparison[i] < 0 ? Unknown : f.Levels[comparison[i]].Code, Math.Round(model.Weight(i, comparison[i]), 2)))];
}
