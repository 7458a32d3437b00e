using JasperFx.Events;
using Marten;
using Npgsql;
using PovertyMonitor.Households;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>The history a review is held against.</summary>
/// <param name="Household">The household's state.</param>
/// <param name="Events">Its events and those of the submission's review, in the order of the log.</param>
internal sealed record ReviewHistory(Household Household, IReadOnlyList<IEvent> Events)
{
    /// <summary>Grows with either history; what a decision may be tied to.</summary>
    public long Version => Events.Count;

    /// <summary>What came since a version.</summary>
    public IReadOnlyList<object> Since(long version) => [.. Events.Skip((int)Math.Clamp(version, 0, Events.Count)).Select(e => e.Data)];

    /// <summary>Reads it.</summary>
    /// <param name="store">The events' store.</param>
    /// <param name="tenant">The regency.</param>
    /// <param name="household">The household, where it is known.</param>
    /// <param name="submission">The submission.</param>
    /// <param name="transaction">The transaction that holds the streams' locks, where there is one.</param>
    /// <param name="ct">Stops it.</param>
    public static async Task<ReviewHistory> ReadAsync(
        IDocumentStore store, string tenant, Guid? household, Guid submission, NpgsqlTransaction? transaction, CancellationToken ct)
    {
        var options = transaction is null ? new Marten.Services.SessionOptions() : Marten.Services.SessionOptions.ForTransaction(transaction);
        options.TenantId = tenant;
        await using var session = store.QuerySession(options);
        var events = new List<IEvent>();
        if (household is { } id) events.AddRange(await session.Events.FetchStreamAsync(id, token: ct));
        var state = Household.After(events.Select(e => e.Data));
        events.AddRange(await session.Events.FetchStreamAsync(ReviewStream.Of(submission), token: ct));
        return new(state, [.. events.OrderBy(e => e.Sequence)]);
    }
}
