using NodaTime;

namespace PovertyMonitor.Commitments.Revisions;

/// <summary>How far a revision is.</summary>
internal enum RevisionState
{
    /// <summary>One or both sides have still to assent; what stood stands.</summary>
    Open,

    /// <summary>Both sides assented.</summary>
    InForce,

    /// <summary>A side refused.</summary>
    Refused,

    /// <summary>It was taken back.</summary>
    Withdrawn,
}

/// <summary>A revision as its events tell it.</summary>
/// <param name="Proposed">What was proposed, by whom and why.</param>
internal sealed record Revision(RevisionProposed Proposed)
{
    /// <summary>The agency's assent.</summary>
    public RevisionAssented? Agency { get; init; }

    /// <summary>The partner's assent.</summary>
    public RevisionAssented? Partner { get; init; }

    /// <summary>The refusal.</summary>
    public RevisionRefused? Refused { get; init; }

    /// <summary>The withdrawal.</summary>
    public RevisionWithdrawn? Withdrawn { get; init; }

    /// <summary>How far it is.</summary>
    public RevisionState State => Withdrawn is not null ? RevisionState.Withdrawn
        : Refused is not null ? RevisionState.Refused
        : Agency is not null && Partner is not null ? RevisionState.InForce
        : RevisionState.Open;

    /// <summary>Since when it is in force: the later of the two assents; null while it is not.</summary>
    public Instant? InForceSince => State != RevisionState.InForce ? null : Instant.Max(Agency!.At, Partner!.At);

    /// <summary>The assent of a side, or null.</summary>
    public RevisionAssented? AssentOf(Side side) => side == Side.Agency ? Agency : Partner;

    /// <summary>With an assent.</summary>
    public Revision With(RevisionAssented assent) => assent.Side == Side.Agency ? this with { Agency = assent } : this with { Partner = assent };
}
