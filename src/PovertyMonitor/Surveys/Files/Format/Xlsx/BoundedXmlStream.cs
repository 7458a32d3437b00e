namespace PovertyMonitor.Surveys.Files.Format.Xlsx;

/// <summary>
/// A part of a package as it is unpacked: stops where the part grows beyond a bound, or where one tag or text does, which the XML
/// reader would gather in memory.
/// </summary>
/// <param name="part">The part.</param>
/// <param name="mostBytes">The most bytes it may have unpacked.</param>
internal sealed class BoundedXmlStream(Stream part, long mostBytes) : Stream
{
    private const int LongestRun = 1 << 18;
    private long _bytes;
    private int _run;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        var read = part.Read(buffer[..Math.Min(buffer.Length, LongestRun)]);
        _bytes += read;
        if (_bytes > mostBytes) throw UnreadableFileException.Of(FileProblems.TooLargeInside, 1, ("limit", $"{mostBytes >> 20} MiB"));
        var first = buffer[..read].IndexOf((byte)'<');
        _run = first < 0 ? _run + read : _run + first;
        if (_run > LongestRun) throw UnreadableFileException.Of(FileProblems.TooLargeInside, 1, ("limit", $"{LongestRun >> 10} KiB"));
        if (first >= 0) _run = read - buffer[..read].LastIndexOf((byte)'<');
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        part.Dispose();
        base.Dispose(disposing);
    }
}
