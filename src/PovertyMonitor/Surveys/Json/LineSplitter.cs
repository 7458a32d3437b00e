namespace PovertyMonitor.Surveys.Json;

/// <summary>Splits NDJSON: every line that is not blank is an item.</summary>
/// <param name="mostBytes">The longest item.</param>
internal sealed class LineSplitter(int mostBytes) : ItemSplitter(mostBytes)
{
    private long _line = 1;

    public override bool IsSeveral => true;

    protected override long? Line => _line;

    protected override void Finish()
    {
        if (IsInItem) Complete();
    }

    protected override int Step(ReadOnlySpan<byte> bytes)
    {
        // Blank lines are passed over together: there may be a hundred million of them.
        var blank = IsInItem ? 0 : bytes.IndexOfAnyExcept(WhiteSpace);
        if (blank != 0)
        {
            var passed = blank < 0 ? bytes.Length : blank;
            _line += bytes[..passed].Count((byte)'\n');
            return passed;
        }
        var end = bytes.IndexOf((byte)'\n');
        Keep(end < 0 ? bytes : bytes[..end]);
        if (end < 0) return bytes.Length;
        Complete();
        _line++;
        return end + 1;
    }
}
