using System.Collections.Immutable;
using NodaTime;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Reports.OpenData;

/// <summary>A release as its events leave it.</summary>
/// <param name="Drafted">How it was drafted.</param>
/// <param name="ApprovedAt">When it was approved; absent while it is a draft.</param>
/// <param name="Withdrawn">How it was withdrawn, if it was.</param>
internal sealed record Release(ReleaseDrafted Drafted, Instant? ApprovedAt = null, ReleaseWithdrawn? Withdrawn = null)
{
    /// <summary>Whether the public can read it.</summary>
    public bool IsPublic => ApprovedAt is not null && Withdrawn is null;

    /// <summary>Whether the public has, or had, what is in it.</summary>
    public bool WasPublic => ApprovedAt is not null;

    /// <summary>How it stands.</summary>
    public string State => Withdrawn is not null ? "withdrawn" : ApprovedAt is not null ? "approved" : "drafted";
}

/// <summary>A regency's releases, in the order of their drafts. Immutable.</summary>
internal sealed record ReleaseCatalogue(ImmutableArray<Release> Releases)
{
    private static readonly Guid Space = new("f2b6a1d9-1a37-4a1f-8f2e-6a3b0c5d7e91");

    /// <summary>The stream that a regency's releases are in: one, so that what is approved is decided with all that was.</summary>
    public static readonly Guid Stream = NameBasedGuid.Create(Space, "releases");

    /// <summary>No release yet.</summary>
    public static readonly ReleaseCatalogue Empty = new([]);

    /// <summary>The id of a version of a dataset.</summary>
    public static Guid IdOf(string dataset, int version) => NameBasedGuid.Create(Space, $"{dataset}/{version}");

    public static ReleaseCatalogue After(IEnumerable<object> events) => events.Aggregate(Empty, (catalogue, e) => catalogue.With(e));

    public ReleaseCatalogue With(object e) => e switch
    {
        ReleaseDrafted drafted => new(Releases.Add(new(drafted))),
        ReleaseApproved approved => Change(approved.ReleaseId, r => r with { ApprovedAt = approved.At }),
        ReleaseWithdrawn withdrawn => Change(withdrawn.ReleaseId, r => r with { Withdrawn = withdrawn }),
        _ => this,
    };

    public Release? Find(Guid release) => Releases.FirstOrDefault(r => r.Drafted.ReleaseId == release);

    public Release? Find(string dataset, int version) => Find(IdOf(dataset, version));

    /// <summary>Releases about the same households that the public has or had: of the same round, and those of the present, which is made of rounds.</summary>
    public IReadOnlyList<Guid> PublicOf(string? round) =>
        [.. Releases.Where(r => r.WasPublic && (r.Drafted.Round == round || r.Drafted.Round is null || round is null)).Select(r => r.Drafted.ReleaseId)];

    private ReleaseCatalogue Change(Guid release, Func<Release, Release> change) => new([.. Releases.Select(r => r.Drafted.ReleaseId == release ? change(r) : r)]);
}
