using Marten;
using NodaTime;
using Npgsql;
using PovertyMonitor.Duplicates.Linkage;
using PovertyMonitor.Duplicates.People;
using PovertyMonitor.Households;

namespace PovertyMonitor.Duplicates.Finding;

/// <summary>Folds households that have something new, compares them with those they may be, and writes what was found in one transaction.</summary>
internal sealed class CompareHouseholds(
    NpgsqlDataSource database, IDocumentStore store, ProfileStore profiles, DueHouseholds due, ModelStore models, CandidateStore candidates, PeopleFinder people, IClock clock)
{
    /// <summary>Compares the households of one village that wait; false where none does.</summary>
    public async Task<bool> NextAsync(string tenant, CancellationToken ct)
    {
        var asked = await due.NextAsync(tenant, ct);
        if (asked.Length == 0) return false;
        // Before the histories are read: only of a merger that stood already they can tell that it was undone.
        var merged = await candidates.MergedAmongAsync(tenant, asked, ct);
        var states = await FoldAsync(tenant, asked, ct);
        List<Profile> fresh = [.. states.Select(s => Profile.Of(s.Key, s.Value)).OfType<Profile>()];
        var odd = await people.FindAsync(tenant, states, others => FoldAsync(tenant, others, ct), ct);
        var model = await models.OfAsync(tenant, ct);
        var found = await FindAsync(tenant, asked, fresh, model, ct);
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var command in ProfileStore.Write(tenant, fresh, states.ToDictionary(s => s.Key, s => ListedPeople.Of(s.Value)), found.Crowded, [.. asked.Except(fresh.Select(p => p.Household))])) batch.BatchCommands.Add(command);
        var undone = await UndoneAsync(tenant, merged, states, ct);
        foreach (var command in CandidateStore.Replace(tenant, asked, found.Candidates, undone, model, clock.GetCurrentInstant())) batch.BatchCommands.Add(command);
        foreach (var command in PeopleFinder.Write(tenant, odd, clock.GetCurrentInstant())) batch.BatchCommands.Add(command);
        batch.BatchCommands.Add(DueHouseholds.Done(tenant, asked));
        await batch.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
        return true;
    }

    // The other household may wait for its own turn: what is kept of it then says nothing of a merger.
    private async Task<IReadOnlyList<(Guid A, Guid B)>> UndoneAsync(string tenant, IReadOnlyList<(Guid A, Guid B)> merged, Dictionary<Guid, Household> states, CancellationToken ct)
    {
        Guid[] others = [.. merged.SelectMany(m => (Guid[])[m.A, m.B]).Where(h => !states.ContainsKey(h)).Distinct()];
        var rest = others.Length == 0 ? [] : await FoldAsync(tenant, others, ct);
        bool IsGone(Guid household) => (states.GetValueOrDefault(household) ?? rest.GetValueOrDefault(household))?.IsDuplicate == true;
        return [.. merged.Where(m => !IsGone(m.A) && !IsGone(m.B))];
    }

    private async Task<Dictionary<Guid, Household>> FoldAsync(string tenant, Guid[] households, CancellationToken ct)
    {
        await using var session = store.QuerySession(tenant);
        var events = await HouseholdHistories.BeforeAsync(session, households, long.MaxValue, ct);
        return events.GroupBy(e => e.StreamId).ToDictionary(g => g.Key, g => Household.After(g.Select(e => e.Data)));
    }

    private async Task<CandidatesFound> FindAsync(string tenant, Guid[] asked, List<Profile> fresh, LinkageModel model, CancellationToken ct)
    {
        var isAsked = asked.ToHashSet();
        var villages = fresh.Select(p => p.Place.Village).ToHashSet(StringComparer.Ordinal);
        var (sharing, common) = await profiles.SharingAsync(tenant, asked, ct);
        var here = (await profiles.OfVillagesAsync(tenant, [.. villages], ct)).Where(p => !isAsked.Contains(p.Household)).ToList();
        var known = here.Concat(fresh).Select(p => p.Household).ToHashSet();
        var elsewhere = await profiles.OfAsync(tenant, [.. sharing.Where(h => !known.Contains(h) && !isAsked.Contains(h))], ct);
        var hashes = await profiles.HashesAsync(tenant, [.. known, .. elsewhere.Select(p => p.Household)], ct);
        Profile Complete(Profile p) => p.With(hashes.GetValueOrDefault(p.Household, HouseholdHashes.None), common);
        // Of one page two can live in different villages too.
        Profile[] all = [.. here.Concat(fresh).Select(Complete).OrderBy(p => p.Household)];
        return Candidate.Among(isAsked, all.GroupBy(p => p.Place.Village, StringComparer.Ordinal).Select(IReadOnlyList<Profile> (g) => [.. g]),
            [.. elsewhere.Select(Complete), .. villages.Count > 1 ? all : []], model);
    }
}
