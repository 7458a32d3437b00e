namespace PovertyMonitor.Surveys.Json;

/// <summary>Splits NDJSON: every line that is not blank is an item.</summary>
/// <param name="mostBytes">The longest item.</param>
internal sealed class LineSplitter(int mostBytes) : ItemSplitter(mostBytes)
{
    public override bool IsSeveral => true;

    protected override void Finish()
    {
        if (IsInItem) Complete();
    }

    protected override int Step(ReadOnlySpan<byte> bytes)
    {
        // Blank lines are passed over together: there may be a hundred million of them.
        var blank = IsInItem ? 0 : bytes.IndexOfAnyExcept(WhiteSpace);
        if (blank != 0) return blank < 0 ? bytes.Length : blank;
        var end = bytes.IndexOf((byte)'\n');
        Keep(end < 0 ? bytes : bytes[..end]);
        if (end < 0) return bytes.Length;
        Complete();
        return end + 1;
    }
}
