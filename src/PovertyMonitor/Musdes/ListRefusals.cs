namespace PovertyMonitor.Musdes;

/// <summary>Refusals that several commands share; <see langword="null"/> where there is nothing against them.</summary>
internal static class ListRefusals
{
    /// <summary>Nothing is decided about a list any more that was taken back or decreed.</summary>
    public static MusdesDecision? Finished(MusdesList list) => list.State switch
    {
        ListState.Withdrawn => MusdesDecision.Refuse(MusdesProblems.Withdrawn, ("list", list.Drawn!.ListId)),
        ListState.Decreed => MusdesDecision.Refuse(MusdesProblems.Decreed, ("list", list.Drawn!.ListId), ("decree", list.Decree!.Decree)),
        _ => null,
    };

    /// <summary>The village changes nothing while its result is on the way to the bupati.</summary>
    public static MusdesDecision? WithCamat(MusdesList list) => list.State == ListState.Forwarded
        ? MusdesDecision.Refuse(MusdesProblems.WithCamat, ("list", list.Drawn!.ListId))
        : null;

    /// <summary>There has to be a result, which the camat has not given back.</summary>
    public static MusdesDecision? Undecided(MusdesList list) => list.State switch
    {
        ListState.Drawn => MusdesDecision.Refuse(MusdesProblems.NotDecided, ("list", list.Drawn!.ListId)),
        ListState.Returned => MusdesDecision.Refuse(MusdesProblems.Returned, ("list", list.Drawn!.ListId)),
        _ => null,
    };

    /// <summary>A disputed fact opens a revisit: nothing goes to the bupati, or into the decree, before its line is decided.</summary>
    public static MusdesDecision? Disputed(MusdesList list) =>
        list.Lines.Where(l => l.Value.Decision == MeetingDecision.Disputed).Select(l => l.Key).ToArray() is { Length: > 0 } disputed
            ? MusdesDecision.Refuse(MusdesProblems.LinesDisputed, ("lines", Written(disputed)), ("list", list.Drawn!.ListId))
            : null;

    /// <summary>Lines that the list does not have.</summary>
    public static MusdesDecision? UnknownLines(MusdesList list, IEnumerable<int> numbers) =>
        numbers.Where(n => !list.Lines.ContainsKey(n)).ToArray() is { Length: > 0 } unknown
            ? MusdesDecision.Refuse(MusdesProblems.LinesUnknown, ("lines", Written(unknown)), ("list", list.Drawn!.ListId))
            : null;

    /// <summary>Numbers of lines as a reader likes them.</summary>
    public static string Written(IEnumerable<int> numbers) => string.Join(", ", numbers);
}
