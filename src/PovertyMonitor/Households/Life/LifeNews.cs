using PovertyMonitor.Access;

namespace PovertyMonitor.Households.Life;

/// <summary>What is new of a household since somebody saw it, and theirs to know. Pure.</summary>
internal static class LifeNews
{
    /// <summary>The news; <see langword="null"/> where there is none, or none for those whose household it is not and was not when they saw it.</summary>
    /// <param name="version">The version that they saw.</param>
    /// <param name="scene">The household as it is.</param>
    /// <param name="command">What they report.</param>
    /// <param name="caller">Who they are.</param>
    /// <param name="history">The household's history.</param>
    public static IReadOnlyList<object>? Since(long version, LifeScene scene, LifeCommand command, Caller caller, IReadOnlyList<object> history)
    {
        if (version == history.Count) return null;
        var seen = (int)Math.Clamp(version, 0, history.Count);
        if (!command.NeedsAreaOf(scene.Household, scene.Me) || command.MayBeReportedBy(caller, scene.Me)) return [.. history.Skip(seen)];
        // What happened since it left their area is for others.
        var (state, news) = (Household.After(history.Take(seen)), new List<object>());
        foreach (var fact in history.Skip(seen))
        {
            if (!state.IsRegistered || !command.MayBeReportedBy(caller, state)) break;
            news.Add(fact);
            state = state.With(fact);
        }
        return news.Count > 0 ? news : null;
    }
}
