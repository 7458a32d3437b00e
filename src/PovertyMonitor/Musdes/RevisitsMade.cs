using Marten;
using NodaTime;
using PovertyMonitor.Households;

namespace PovertyMonitor.Musdes;

/// <summary>Reads from the households themselves, and not from figures that follow later, whether those that a meeting wants visited again were.</summary>
internal sealed class RevisitsMade(IDocumentStore store, MusdesReader lists)
{
    /// <summary>When each was interviewed last, apart from the interview that its line rests on; those never are left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, Instant>> OfAsync(string tenant, Guid list, CancellationToken ct)
    {
        var wanted = (await lists.ListAsync(tenant, list, ct)).List.Lines.Values.Where(l => l.RevisitSince is not null).Select(l => l.Entry).ToList();
        var last = new Dictionary<Guid, Instant>();
        if (wanted.Count == 0) return last;
        await using var session = store.QuerySession(tenant);
        var histories = (await HouseholdHistories.BeforeAsync(session, [.. wanted.Select(e => e.Household)], long.MaxValue, ct)).ToLookup(e => e.StreamId, e => e.Data);
        foreach (var entry in wanted)
            if (Household.After(histories[entry.Household]).Interviews().LastOrDefault(i => i.SubmissionId != entry.Submission) is { } interview)
                last[entry.Household] = interview.At;
        return last;
    }
}
