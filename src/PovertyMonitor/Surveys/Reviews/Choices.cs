using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>The codes of choices as they are written in JSON.</summary>
internal static class Choices
{
    /// <summary>The choice a code names; <see langword="null"/> where it names none.</summary>
    public static TChoice? Parse<TChoice>(string? code) where TChoice : struct, Enum
    {
        foreach (var choice in Enum.GetValues<TChoice>())
            if (Question.CodeOf(choice) == code) return choice;
        return null;
    }

    /// <summary>The codes there are.</summary>
    public static string Codes<TChoice>() where TChoice : struct, Enum => string.Join(", ", Enum.GetValues<TChoice>().Select(c => Question.CodeOf(c)));
}
