namespace PovertyMonitor.Households.Questionnaire;

/// <summary>Where a record stands in a submission; written out only when something is wrong there.</summary>
/// <param name="Above">The record that holds it.</param>
/// <param name="Name">The field that holds it.</param>
/// <param name="Index">Its place where the field is a list, else -1.</param>
internal sealed record FieldPath(FieldPath? Above, string Name, int Index = -1)
{
    /// <summary>The path of one of the record's fields.</summary>
    public string Of(string field) => $"{this}.{field}";

    public override string ToString() => $"{(Above is null ? Name : Above.Of(Name))}{(Index < 0 ? "" : $"[{Index}]")}";
}
