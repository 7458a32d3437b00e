using System.Collections.Concurrent;
using System.Reflection;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>The wording of choices.</summary>
internal static class Wording
{
    private static readonly ConcurrentDictionary<Enum, Text> Texts = new();

    /// <summary>How a choice is worded.</summary>
    public static Text Of(Enum choice) => Texts.GetOrAdd(choice, static c =>
    {
        var wording = c.GetType().GetField(c.ToString())!.GetCustomAttribute<ChoiceAttribute>()!;
        return new(wording.Indonesian, wording.English);
    });

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
