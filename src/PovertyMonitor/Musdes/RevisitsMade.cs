using Marten;
using NodaTime;
using PovertyMonitor.Households;

namespace PovertyMonitor.Musdes;

/// <summary>Reads from the households themselves, and not from figures that follow later, whether those that a meeting wants visited again were.</summary>
internal sealed class RevisitsMade(IDocumentStore store, MusdesReader lists)
{
    /// <summary>When each answered last, by an interview apart from the one that its line rests on or by refusing another; those that never did are left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, Instant>> OfAsync(string tenant, Guid list, CancellationToken ct) =>
        (await StandOfAsync(tenant, (await lists.ListAsync(tenant, list, ct)).List, ct)).Where(s => s.Value.At is not null).ToDictionary(s => s.Key, s => s.Value.At!.Value);

    /// <summary>How the revisits stand that the meetings of a list want, by household.</summary>
    public Task<IReadOnlyDictionary<Guid, RevisitStand>> StandOfAsync(string tenant, MusdesList list, CancellationToken ct) => StandOfAsync(tenant,
        [.. list.Lines.Values.Where(l => l.RevisitSince is not null).Select(l => (l.Entry.Household, l.Entry.Submission, l.RevisitSince!.Value))], ct);

    /// <summary>How revisits stand, by household.</summary>
    public async Task<IReadOnlyDictionary<Guid, RevisitStand>> StandOfAsync(string tenant, IReadOnlyList<(Guid Household, Guid Submission, LocalDate Since)> wanted, CancellationToken ct)
    {
        var stands = new Dictionary<Guid, RevisitStand>();
        if (wanted.Count == 0) return stands;
        await using var session = store.QuerySession(tenant);
        var histories = (await HouseholdHistories.BeforeAsync(session, [.. wanted.Select(e => e.Household).Distinct()], long.MaxValue, ct)).ToLookup(e => e.StreamId, e => e.Data);
        foreach (var (household, submission, since) in wanted) stands[household] = RevisitStand.Of(Household.After(histories[household]), submission, since);
        return stands;
    }
}
