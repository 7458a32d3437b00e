using System.Buffers.Binary;

namespace PovertyMonitor.Surveys.Files.Format.Xlsx;

/// <summary>Looks at a ZIP file's directory before it is opened, which reads all of it into memory.</summary>
internal static class ZipGuard
{
    private const int EndSize = 22;
    private const int LongestComment = ushort.MaxValue;
    private const int LargestDirectory = 1 << 20;

    /// <summary>Refuses a directory that isn't where the file says, or that no spreadsheet needs.</summary>
    /// <exception cref="UnreadableFileException">It does.</exception>
    public static void Check(Stream file)
    {
        var tail = new byte[Math.Min(file.Length, EndSize + LongestComment)];
        var start = file.Length - tail.Length;
        file.Position = start;
        file.ReadExactly(tail);
        var end = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || end + EndSize > tail.Length) throw UnreadableFileException.Of(FileProblems.Broken, 1);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 12));
        var offset = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
        if (size > LargestDirectory) throw UnreadableFileException.Of(FileProblems.TooLargeInside, 1, ("limit", "1 MiB"));
        if (offset + (long)size != start + end) throw UnreadableFileException.Of(FileProblems.Broken, 1);
        file.Position = 0;
    }
}
