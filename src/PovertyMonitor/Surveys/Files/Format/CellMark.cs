namespace PovertyMonitor.Surveys.Files.Format;

/// <summary>What is known of a cell beside its text.</summary>
internal enum CellMark : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The file holds it as a number.</summary>
    Number,

    /// <summary>A formula whose result the file doesn't hold.</summary>
    FormulaWithoutResult,

    /// <summary>A formula's error, such as #N/A.</summary>
    Error,

    /// <summary>Text in another encoding than it should be.</summary>
    WrongEncoding,

    /// <summary>Longer than any answer.</summary>
    TooLong,
}
