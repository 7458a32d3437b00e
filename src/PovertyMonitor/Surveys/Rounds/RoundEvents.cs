namespace PovertyMonitor.Surveys.Rounds;

/// <summary>A survey round was opened: its interviews are taken, and phones see its form.</summary>
/// <param name="Round">The round's code.</param>
public sealed record RoundOpened(string Round);

/// <summary>A survey round was closed: what still comes for it goes to the review queue.</summary>
/// <param name="Round">The round's code.</param>
public sealed record RoundClosed(string Round);
