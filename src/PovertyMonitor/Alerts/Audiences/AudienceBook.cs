using System.Collections.Immutable;
using PovertyMonitor.Access;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Alerts.Audiences;

/// <summary>The audiences of a regency as they stand.</summary>
internal sealed record AudienceBook(ImmutableSortedDictionary<string, AlertAudienceStated> Audiences, int Version)
{
    /// <summary>The stream that they are stated in.</summary>
    public static readonly Guid Stream = NameBasedGuid.Create(NameBasedGuid.Dns, "alert-audiences.povertymonitor");

    public static AudienceBook After(IEnumerable<object> events) => events.Aggregate(
        new AudienceBook(ImmutableSortedDictionary.Create<string, AlertAudienceStated>(StringComparer.Ordinal), 0),
        (book, e) => (e is AlertAudienceStated s ? book with { Audiences = book.Audiences.SetItem(s.Audience, s) } : book) with { Version = book.Version + 1 });

    public AlertAudienceStated? Find(string code) => Audiences.GetValueOrDefault(code);

    /// <summary>The audiences whose alerts a role sees.</summary>
    public IReadOnlyList<string> Of(Role role) => [.. Audiences.Values.Where(a => a.Roles.Contains(role.Name())).Select(a => a.Audience)];

    /// <summary>What follows from stating an audience. Pure.</summary>
    public IReadOnlyList<object> State(AlertAudienceStated stated) =>
        Find(stated.Audience) is { } before && before.Roles.SequenceEqual(stated.Roles) && before with { Roles = stated.Roles, By = stated.By } == stated ? [] : [stated];
}
