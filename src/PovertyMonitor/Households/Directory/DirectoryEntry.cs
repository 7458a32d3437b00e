using NodaTime;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Households.Directory;

/// <summary>Where a household lives as far as is known, and who lives in it, without anything that identifies a person.</summary>
/// <param name="HouseholdId">The household.</param>
/// <param name="Place">Where it lives.</param>
/// <param name="SeenAt">The visit or move that said so.</param>
/// <param name="Round">The round of its latest visit.</param>
/// <param name="Outcome">How that visit ended.</param>
/// <param name="Roster">Its members at the latest completed interview.</param>
internal sealed record DirectoryEntry(Guid HouseholdId, Place Place, Instant SeenAt, string? Round, VisitOutcome? Outcome, IReadOnlyList<RosterLine>? Roster)
{
    /// <summary>When it ended; <see langword="null"/> while it lives. Of a duplicate the earliest time there is.</summary>
    public Instant? EndedAt { get; init; }

    /// <summary>Whether anything was ever told of it beside its interviews: a new one has to be held against its history.</summary>
    public bool IsChanged { get; init; }

    /// <summary>The member who heads it.</summary>
    public Guid? Head => Roster?.FirstOrDefault(m => m.Relation == Relation.Head)?.Id;

    /// <summary>This entry after another was learned: the later word counts, and what it leaves out stays.</summary>
    public DirectoryEntry With(DirectoryEntry other)
    {
        var (older, newer) = other.SeenAt >= SeenAt ? (this, other) : (other, this);
        return newer with { Round = newer.Round ?? older.Round, Outcome = newer.Outcome ?? older.Outcome, Roster = newer.Roster ?? older.Roster, EndedAt = EndedAt, IsChanged = IsChanged };
    }
}

/// <summary>A member in a household's roster.</summary>
/// <param name="Id">The member's id.</param>
/// <param name="Sex">Sex.</param>
/// <param name="AgeYears">Age at that interview, in completed years.</param>
/// <param name="Relation">Relation to the head.</param>
internal sealed record RosterLine(Guid Id, Sex? Sex, int? AgeYears, Relation? Relation)
{
    /// <summary>The roster of an interview.</summary>
    public static IReadOnlyList<RosterLine> Of(Answers answers) =>
        [.. answers.Members.Select(m => new RosterLine(m.Id, m.Sex, m.AgeYears, m.Relation))];
}
