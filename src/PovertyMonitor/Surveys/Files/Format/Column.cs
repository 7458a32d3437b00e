using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Files.Format;

/// <summary>How the cells of a column are read.</summary>
internal enum CellKind
{
    /// <summary>Text as written.</summary>
    Text,

    /// <summary>A long number that is a name, not a quantity, such as a NIK: a spreadsheet spoils it unless it is text.</summary>
    Digits,

    /// <summary>A number of up to three digits that keeps its leading zeros, such as an RT.</summary>
    Padded,

    /// <summary>A village's code; dots may be missing.</summary>
    Village,

    /// <summary>A UUID.</summary>
    Id,

    /// <summary>A member of the household, by its number there or its UUID.</summary>
    MemberRef,

    /// <summary>Yes or no.</summary>
    YesNo,

    /// <summary>A whole number.</summary>
    Whole,

    /// <summary>A number with a point or a comma.</summary>
    Decimal,

    /// <summary>One of some choices, by code or wording.</summary>
    Choice,

    /// <summary>A day.</summary>
    Date,

    /// <summary>A month of a year.</summary>
    Month,

    /// <summary>A day, with the time if it is known.</summary>
    Time,

    /// <summary>How many rows of a list follow; 0 for none.</summary>
    Count,
}

/// <summary>One choice of a column.</summary>
/// <param name="Code">What is stored.</param>
/// <param name="Wording">What is shown.</param>
internal sealed record Option(string Code, Text Wording);

/// <summary>One column of a census file.</summary>
internal sealed record Column
{
    /// <summary>Its place in <see cref="Layout.Columns"/>.</summary>
    public int Index { get; init; }

    /// <summary>Its name in any language: the path of the field in the JSON of a submission, without <c>answers.</c> and without numbers.</summary>
    public required string Code { get; init; }

    /// <summary>Its name in the field's terms.</summary>
    public required Text Label { get; init; }

    public required CellKind Kind { get; init; }

    /// <summary>The list whose elements it describes, such as <c>members</c>; <see langword="null"/> for what is said of the household.</summary>
    public string? List { get; init; }

    /// <summary>The question it answers; <see langword="null"/> for what is no answer.</summary>
    public Question? Question { get; init; }

    /// <summary>Who is asked, by the question's mark or that of the part it is in; <see langword="null"/> where everybody is.</summary>
    public AskedOfAttribute? AskedOf { get; init; }

    /// <summary>Whether it identifies someone; its cells are never repeated in a report.</summary>
    public bool Personal { get; init; }

    /// <summary>What to write into it, beyond what its kind, range and choices say.</summary>
    public Text? Hint { get; init; }

    public IReadOnlyList<Option> Options { get; init; } = [];

    public bool MayBeUnknown => Question?.MayBeUnknown == true;
}
