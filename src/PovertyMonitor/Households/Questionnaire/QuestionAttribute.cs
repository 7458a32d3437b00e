namespace PovertyMonitor.Households.Questionnaire;

/// <summary>Marks a property of the questionnaire as a question, with its wording in both languages.</summary>
/// <remarks>
/// The typed record is the only source: the JSON reader and writer, the forms and the measures read it by these marks.
/// A property without a value (<see langword="null"/>) that was asked is an answer of its own: unknown.
/// </remarks>
[AttributeUsage(AttributeTargets.Property)]
public sealed class QuestionAttribute(string english, string indonesian) : Attribute
{
    /// <summary>The wording in English.</summary>
    public string English { get; } = english;

    /// <summary>The wording in Indonesian.</summary>
    public string Indonesian { get; } = indonesian;

    /// <summary>The smallest number taken, inclusive, in the property's unit; not a number where there is none.</summary>
    public double Min { get; init; } = double.NaN;

    /// <summary>The largest number taken, inclusive, in the property's unit; not a number where there is none.</summary>
    public double Max { get; init; } = double.NaN;
}

/// <summary>Who is asked a question of the roster: by age in completed years and by sex.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class AskedOfAttribute : Attribute
{
    /// <summary>The youngest age asked, in completed years, inclusive.</summary>
    public int MinAge { get; init; }

    /// <summary>The oldest age asked, in completed years, inclusive.</summary>
    public int MaxAge { get; init; } = int.MaxValue;

    /// <summary>Whether only women and girls are asked.</summary>
    public bool FemaleOnly { get; init; }
}

/// <summary>A question that is skipped where another question of the same record has the given answer.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SkippedIfAttribute(string question, object answer) : Attribute
{
    /// <summary>The property whose answer decides.</summary>
    public string Question { get; } = question;

    /// <summary>The answer at which this question is skipped.</summary>
    public object Answer { get; } = answer;
}

/// <summary>The wording of one choice in both languages.</summary>
[AttributeUsage(AttributeTargets.Field)]
public sealed class ChoiceAttribute(string english, string indonesian) : Attribute
{
    /// <summary>The wording in English.</summary>
    public string English { get; } = english;

    /// <summary>The wording in Indonesian.</summary>
    public string Indonesian { get; } = indonesian;
}
