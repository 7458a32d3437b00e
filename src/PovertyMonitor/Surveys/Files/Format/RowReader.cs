namespace PovertyMonitor.Surveys.Files.Format;

/// <summary>The rows of a file, one after another; its memory doesn't grow with them.</summary>
internal abstract class RowReader : IDisposable
{
    /// <summary>The number of the present row as a spreadsheet shows it, from 1.</summary>
    public int Row { get; protected set; }

    /// <summary>How many cells the present row has; those after it are empty.</summary>
    public abstract int CellCount { get; }

    /// <summary>Whether days are counted from 1904, as old spreadsheets of the Macintosh do.</summary>
    public virtual bool DaysFrom1904 => false;

    /// <summary>What was noticed about the file as a whole; complete after the last row.</summary>
    public virtual IReadOnlyList<FileProblem> Notes => [];

    /// <summary>Goes to the next row; false after the last.</summary>
    /// <exception cref="UnreadableFileException">The file is broken or goes beyond a bound.</exception>
    public abstract bool Read();

    /// <summary>The text of a cell, from 0; valid until the next row.</summary>
    public abstract ReadOnlySpan<char> Cell(int index);

    /// <summary>What is known of a cell beside its text.</summary>
    public abstract CellMark Mark(int index);

    /// <inheritdoc />
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Lets go of the file.</summary>
    protected abstract void Dispose(bool disposing);
}
