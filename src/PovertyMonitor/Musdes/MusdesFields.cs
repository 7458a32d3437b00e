using System.Text.RegularExpressions;
using NodaTime;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Musdes;

/// <summary>Reads what a request says and gathers all that is wrong with it.</summary>
internal sealed partial class MusdesFields
{
    /// <summary>The largest body of a request, in bytes: a list of some thousand lines.</summary>
    public const int MostBytes = 512 * 1024;

    /// <summary>What is wrong so far.</summary>
    public List<FieldError> Errors { get; } = [];

    /// <summary>One of an enumeration's choices by its code.</summary>
    public T Choice<T>(string? code, string field)
        where T : struct, Enum => ChoiceIfAny<T>(code, field) ?? Wrong<T>(field, CodesOf<T>());

    /// <summary>The same where it may be left out.</summary>
    public T? ChoiceIfAny<T>(string? code, string field)
        where T : struct, Enum
    {
        if (code is null) return null;
        foreach (var choice in Enum.GetValues<T>())
            if (Question.CodeOf(choice) == code) return choice;
        return Wrong<T>(field, CodesOf<T>());
    }

    /// <summary>The number of minutes or of a decree, as offices write it; ten digits on end would be an identity number.</summary>
    public string Reference(string? text, string field)
    {
        var trimmed = text?.Trim();
        return trimmed is not null && ReferenceForm().IsMatch(trimmed) ? trimmed : Wrong<string>(field, Text.Such("140/12/412.515/2019")) ?? "";
    }

    /// <summary>A day that has come.</summary>
    public LocalDate Day(LocalDate? day, string field, LocalDate today, LocalDate? earliest = null)
    {
        if (day is not { } given) return Wrong<LocalDate>(field, Text.Such("2019-03-02"));
        if (given > today) return Wrong<LocalDate>(field, $"<= {today:uuuu-MM-dd}");
        return given < earliest ? Wrong<LocalDate>(field, $">= {earliest:uuuu-MM-dd}") : given;
    }

    public int Count(int? number, string field, int most) =>
        number is { } count && count >= 0 && count <= most ? count : Wrong<int>(field, $"0..{most}");

    public Guid Id(Guid? id, string field) => id is { } given && given != Guid.Empty ? given : Wrong<Guid>(field, "UUID");

    /// <summary>Takes down that a field is wrong.</summary>
    public T? Wrong<T>(string field, object expected)
    {
        if (Errors.All(e => e.Field != field)) Errors.Add(MusdesProblems.InvalidField.At(field, ("expected", expected)));
        return default;
    }

    /// <summary>The codes of an enumeration.</summary>
    public static string CodesOf<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(c => Question.CodeOf(c)));

    [GeneratedRegex(@"^(?=.*[0-9])(?!.*[0-9]{10})[\p{L}\p{N}][\p{L}\p{N} ./_-]{0,59}\z")]
    private static partial Regex ReferenceForm();
}
