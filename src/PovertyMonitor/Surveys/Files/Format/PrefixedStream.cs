namespace PovertyMonitor.Surveys.Files.Format;

/// <summary>A stream of which the beginning was read already; it is read once more.</summary>
internal sealed class PrefixedStream(ReadOnlyMemory<byte> prefix, Stream rest) : ReadOnlyStream
{
    private int _position;

    public override int Read(Span<byte> buffer)
    {
        var left = prefix.Length - _position;
        if (left == 0) return rest.Read(buffer);
        var count = Math.Min(left, buffer.Length);
        prefix.Span.Slice(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    protected override void Dispose(bool disposing)
    {
        rest.Dispose();
        base.Dispose(disposing);
    }
}
