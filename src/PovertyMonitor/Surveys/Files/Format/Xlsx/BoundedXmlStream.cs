namespace PovertyMonitor.Surveys.Files.Format.Xlsx;

/// <summary>
/// A part of a package as it is unpacked: stops where the part grows beyond a bound, or where one tag or text does, which the XML
/// reader would gather in memory.
/// </summary>
/// <param name="part">The part.</param>
/// <param name="mostBytes">The most bytes it may have unpacked.</param>
internal sealed class BoundedXmlStream(Stream part, long mostBytes) : ReadOnlyStream
{
    private const int LongestRun = 1 << 18;
    private long _bytes;
    private int _run;

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

    protected override void Dispose(bool disposing)
    {
        part.Dispose();
        base.Dispose(disposing);
    }
}
