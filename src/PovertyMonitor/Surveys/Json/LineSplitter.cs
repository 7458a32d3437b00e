namespace PovertyMonitor.Surveys.Json;

/// <summary>Splits NDJSON: every line that is not blank is an item.</summary>
/// <param name="mostBytes">The longest item.</param>
internal sealed class LineSplitter(int mostBytes) : ItemSplitter(mostBytes)
{
    public override bool IsSeveral => true;

    protected override void Finish()
    {
        if (IsInItem && !IsBlank) Complete();
        Drop();
    }

    protected override int Step(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)'\n');
        Keep(end < 0 ? bytes : bytes[..end]);
        if (end < 0) return bytes.Length;
        if (IsBlank) Drop();
        else Complete();
        return end + 1;
    }
}
