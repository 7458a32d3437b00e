using System.Text.Json;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Alerts.Cases;

/// <summary>How states are written.</summary>
internal static class AlertWords
{
    /// <summary>A state as it is written in JSON and in the table.</summary>
    public static string Of(AlertState state) => JsonNamingPolicy.CamelCase.ConvertName($"{state}");

    /// <summary>A state as it was written.</summary>
    public static AlertState Parse(string state) => Enum.Parse<AlertState>(state, ignoreCase: true);

    private static readonly string[] States = [.. Enum.GetValues<AlertState>().Select(Of)];

    /// <summary>Why nothing can be listed by a state; <see langword="null"/> where it is one, or none is asked for.</summary>
    public static ProblemResult? WhyNot(string? state) => WhyNot(state, States);

    /// <summary>The same where other states are meant.</summary>
    public static ProblemResult? WhyNot(string? state, string[] known) =>
        state is null || known.Contains(state) ? null : AlertProblems.UnknownState.Result(("state", state), ("known", string.Join(", ", known)));
}
