using NodaTime;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Reports.OpenData;

/// <summary>What follows from a command about releases: events, a refusal, or neither, where it was done before in the same way.</summary>
/// <param name="Release">The release meant.</param>
/// <param name="Events">The events.</param>
/// <param name="Refusal">Why not.</param>
internal sealed record ReleaseDecision(Guid Release, IReadOnlyList<object> Events, ProblemResult? Refusal = null);

/// <summary>Decides about releases. Pure.</summary>
internal static class ReleaseDecider
{
    /// <summary>A draft stands unless something was approved since it was worked out; the same again is the same draft.</summary>
    public static ReleaseDecision Draft(ReleaseCatalogue catalogue, ReleaseDrafted drafted)
    {
        var same = catalogue.Releases.FirstOrDefault(r => r.Withdrawn is null && IsSame(r.Drafted, drafted));
        if (same is not null) return new(same.Drafted.ReleaseId, []);
        // Somebody else's draft may have taken the number.
        var refusal = Overtaken(catalogue, drafted) ?? (catalogue.Find(drafted.ReleaseId) is null ? null : ReleaseProblems.Overtaken.Result(("release", drafted.ReleaseId)));
        return refusal is null ? new(drafted.ReleaseId, [drafted]) : new(drafted.ReleaseId, [], refusal);
    }

    /// <summary>A draft becomes public if it was worked out against everything that is public of the same households.</summary>
    /// <param name="catalogue">The releases.</param>
    /// <param name="id">The draft.</param>
    /// <param name="by">Who approves it.</param>
    /// <param name="at">When.</param>
    /// <param name="hasContact">Whether it is known whom the public can ask.</param>
    public static ReleaseDecision Approve(ReleaseCatalogue catalogue, Guid id, string by, Instant at, bool hasContact = true)
    {
        if (catalogue.Find(id) is not { } release) return new(id, [], ReleaseProblems.Unknown.Result(("release", id)));
        if (release.Withdrawn is not null) return new(id, [], ReleaseProblems.Withdrawn.Result(("release", id)));
        if (release.WasPublic) return new(id, []);
        if (release.Drafted.By == by) return new(id, [], ReleaseProblems.OwnDraft.Result());
        if (!hasContact) return new(id, [], ReleaseProblems.NoContact.Result());
        return Overtaken(catalogue, release.Drafted) is { } refusal ? new(id, [], refusal) : new(id, [new ReleaseApproved(id, by, at)]);
    }

    /// <summary>A release, or a draft, is taken back.</summary>
    public static ReleaseDecision Withdraw(ReleaseCatalogue catalogue, Guid id, WithdrawalReason reason, string by, Instant at)
    {
        if (catalogue.Find(id) is not { } release) return new(id, [], ReleaseProblems.Unknown.Result(("release", id)));
        return release.Withdrawn is null ? new(id, [new ReleaseWithdrawn(id, reason, by, at)])
            : release.Withdrawn.Reason == reason ? new(id, []) : new(id, [], ReleaseProblems.Withdrawn.Result(("release", id)));
    }

    private static ProblemResult? Overtaken(ReleaseCatalogue catalogue, ReleaseDrafted drafted) =>
        catalogue.PublicOf(drafted.Round).SequenceEqual(drafted.Against) ? null : ReleaseProblems.Overtaken.Result(("release", drafted.ReleaseId));

    // Another version number, author and time are all that the same figures may differ in.
    private static bool IsSame(ReleaseDrafted one, ReleaseDrafted other) =>
        (one.Dataset, one.Measure, one.Round, one.KnownAt, one.Threshold, one.Licence) == (other.Dataset, other.Measure, other.Round, other.KnownAt, other.Threshold, other.Licence)
        && one.Against.SequenceEqual(other.Against);
}
