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

    /// <summary>Who is told of an audience's alerts in the end: it, and those it is escalated to.</summary>
    public IEnumerable<AlertAudienceStated> Told(string code) => Chain.From(code, at => Find(at)?.EscalatesTo).Select(Find).OfType<AlertAudienceStated>();

    /// <summary>Who is told next of what an audience leaves unacknowledged; <see langword="null"/> where there is nobody who was not told before: stored audiences may form a circle.</summary>
    public string? Next(string audience, IReadOnlyCollection<string> told) => Find(audience)?.EscalatesTo is { } next && !told.Contains(next) ? next : null;

    /// <summary>The audiences as they would stand with another one. Pure.</summary>
    public AudienceBook With(AlertAudienceStated stated) => this with { Audiences = Audiences.SetItem(stated.Audience, stated) };

    /// <summary>What follows from stating an audience. Pure.</summary>
    public IReadOnlyList<object> State(AlertAudienceStated stated) =>
        Find(stated.Audience) is { } before && before.Roles.SequenceEqual(stated.Roles) && before with { Roles = stated.Roles, By = stated.By } == stated ? [] : [stated];
}
