using NodaTime;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Households.Timeline;

/// <summary>A business area that knows something about households' histories.</summary>
internal interface ITimelineSource
{
    /// <summary>What it knows of a household, in any order.</summary>
    Task<IReadOnlyList<TimelineEntry>> OfHouseholdAsync(string tenant, Guid household, Language language, CancellationToken ct);
}

/// <summary>One thing that happened to a household or was said about it.</summary>
/// <param name="At">When it was so.</param>
/// <param name="LearnedAt">When the system learned it.</param>
/// <param name="Kind">What kind of thing: the event's name in lower case.</param>
/// <param name="Text">A sentence.</param>
/// <param name="By">Who said it: an enumerator's code, or the id of a caller; never a name.</param>
internal sealed record TimelineEntry(Instant At, Instant LearnedAt, string Kind, string Text, string? By)
{
    /// <summary>The day on which it was so, in the regency's time; a day's record has no hour.</summary>
    public LocalDate Day => HouseholdWords.DateOf(At);

    /// <summary>The answers given, or of a correction those that changed.</summary>
    public IReadOnlyList<TimelineAnswer>? Answers { get; init; }

    /// <summary>The other household it speaks of: of whom it split off, whom it was compared or merged with.</summary>
    public Guid? Household { get; init; }

    /// <summary>The id of a change to the household, under which it can be taken back.</summary>
    public Guid? ChangeId { get; init; }

    /// <summary>Of what went along into another household: its id there.</summary>
    public Guid? ThereAs { get; init; }

    /// <summary>Whether it was taken back since.</summary>
    public bool Withdrawn { get; init; }
}

/// <summary>An answer in a timeline.</summary>
/// <param name="Question">The question.</param>
/// <param name="Answer">The answer.</param>
/// <param name="Before">Of a correction, the answer before it.</param>
internal sealed record TimelineAnswer(string Question, string? Answer, string? Before = null);
