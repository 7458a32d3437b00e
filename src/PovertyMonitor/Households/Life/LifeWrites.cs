using NodaTime;
using Npgsql;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Households.Life;

/// <summary>What a change writes beside its events: the directory, and who people are.</summary>
internal sealed class LifeWrites(Sealer sealer, KeyedHash hashes)
{
    /// <summary>Writes what follows from a decision, in its transaction.</summary>
    public async Task WriteAsync(
        NpgsqlTransaction transaction, string tenant, LifeScene scene, LifeCommand command, LifeDecision decision, CancellationToken ct)
    {
        if (decision.Events.Count == 0) return;
        // Who came takes along what was known of them elsewhere, so that what is said of them now is laid over it.
        if (!command.Personal.IsEmpty && decision.Events.Any(e => e.Event is MemberJoined))
        {
            await using var follow = new NpgsqlBatch(transaction.Connection, transaction)
            {
                BatchCommands = { Restate(tenant, scene, decision, scene.Household), IdentityFollow.Command(tenant, Wanderers(scene, decision)) },
            };
            await follow.ExecuteNonQueryAsync(ct);
        }
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        foreach (var met in decision.Events.Select(e => e.Event).OfType<HouseholdRegistered>())
        {
            var entry = new DirectoryEntry(met.HouseholdId, met.Place, met.VisitedAt, null, null, null);
            foreach (var write in HouseholdDirectory.Write(tenant, [entry], _ => false)) batch.BatchCommands.Add(write);
        }
        // What is learned of people first: it goes with them.
        if (!command.Personal.IsEmpty)
            foreach (var write in await PersonalAsync(transaction, tenant, scene.Household, command, ct)) batch.BatchCommands.Add(write);
        var after = scene.After(decision);
        foreach (var ofHousehold in decision.Events.GroupBy(e => e.Household, e => e.Event))
        {
            foreach (var begun in ofHousehold.OfType<HouseholdSplitOff>())
                foreach (var (home, members) in HomesOf(begun, after)) batch.BatchCommands.Add(IdentityMoves.Command(tenant, ofHousehold.Key, home, members));
            batch.BatchCommands.Add(Restate(tenant, scene, decision, ofHousehold.Key));
            foreach (var e in ofHousehold)
                if (Migration(scene, decision, ofHousehold.Key, e, (command as WithdrawChange.Withdrawal)?.Going ?? []) is var (from, to, persons)) batch.BatchCommands.Add(IdentityMoves.Command(tenant, from, to, persons));
        }
        var wanderers = Wanderers(scene, decision);
        if (wanderers.Length > 0) batch.BatchCommands.Add(IdentityFollow.Command(tenant, wanderers));
        await batch.ExecuteNonQueryAsync(ct);
        // What was said of somebody who came before it was told that they had left.
        if (wanderers.Length > 0 && scene.States.Count > 1) await LayTogetherAsync(transaction, tenant, wanderers, [.. scene.States.Keys], ct);
    }

    /// <summary>What copies told anew write: how those households live now; whoever goes with them is known there.</summary>
    public static IEnumerable<NpgsqlBatchCommand> OfCopies(string tenant, IReadOnlyDictionary<Guid, Household> states, RetoldCopies copies)
    {
        foreach (var told in copies.Told.GroupBy(e => e.Household, e => e.Event))
        {
            yield return HouseholdDirectory.Restate(tenant, told.Key, told.Aggregate(states[told.Key], (state, e) => state.With(e)));
            foreach (var merged in told.OfType<HouseholdsMerged>())
                yield return IdentityMoves.Command(tenant, merged.Absorbed, told.Key, [.. merged.Members.Select(m => m.Id)]);
            foreach (var begun in told.OfType<HouseholdSplitOff>())
                foreach (var (home, members) in HomesOf(begun, states)) yield return IdentityMoves.Command(tenant, told.Key, home, members);
        }
    }

    private static IEnumerable<(Guid Home, IReadOnlyCollection<Guid> Members)> HomesOf(HouseholdSplitOff begun, IReadOnlyDictionary<Guid, Household> states) =>
        (begun.Returned ?? []).GroupBy(r => Retelling.HomeAt(begun.From, r.At, states), r => r.Member).Select(g => (g.Key, (IReadOnlyCollection<Guid>)[.. g]));

    private static NpgsqlBatchCommand Restate(string tenant, LifeScene scene, LifeDecision decision, Guid household) => HouseholdDirectory.Restate(
        tenant, household, decision.Events.Where(e => e.Household == household).Aggregate(scene.States[household], (state, e) => state.With(e.Event)));

    // Of whom it is said, or no more, that they came or went by themselves.
    private static Guid[] Wanderers(LifeScene scene, LifeDecision decision) => [.. decision.Events.SelectMany(e => Wanderers(scene.States[e.Household], e.Event)).Distinct()];

    private static IEnumerable<Guid> Wanderers(Household household, object? fact) => fact switch
    {
        MemberJoined e => [e.Member.Id],
        MemberLeft e => [e.Member],
        MemberDied e => [e.Member],
        HouseholdSplitOff { Returned: { } back } => back.Select(r => r.Member),
        HouseholdDissolved => Spell.Of(household) is [.., var last] ? last.Answers.Members.Select(m => m.Id) : [],
        ChangeWithdrawn e => Recorded.Of(household, e.Withdraws) is { } undone and not ChangeWithdrawn ? Wanderers(household, undone) : [],
        _ => [],
    };

    private static (Guid From, Guid To, IReadOnlyCollection<Guid> Persons)? Migration(LifeScene scene, LifeDecision decision, Guid household, object fact, IReadOnlyList<Guid> going) => fact switch
    {
        HouseholdSplit e => (household, e.Into, e.Members),
        HouseholdsMerged e => (e.Absorbed, household, [.. e.Members.Select(m => m.Id)]),
        ChangeWithdrawn e => Recorded.Of(scene.States[household], e.Withdraws) switch
        {
            // Where another split takes its place who did not part goes home, and nobody else.
            HouseholdSplit split => (split.Into, household,
                decision.Events.Any(d => d.Event is HouseholdSplit right && right.Into == split.Into) ? split.Members : UndoSplit.GoingHome(scene.States[split.Into])),
            HouseholdsMerged merge => (household, merge.Absorbed, [.. UndoMerge.CameBy(scene.States[household], merge).Union(going)]),
            _ => null,
        },
        _ => null,
    };

    private async Task<IEnumerable<NpgsqlBatchCommand>> PersonalAsync(
        NpgsqlTransaction transaction, string tenant, Guid household, LifeCommand command, CancellationToken ct)
    {
        var keys = await KeysAsync(transaction, tenant, [household], ct);
        keys.Of(household);
        keys.Keep(household, command.Personal, command.At);
        return keys.Write();
    }

    private async Task LayTogetherAsync(NpgsqlTransaction transaction, string tenant, Guid[] persons, Guid[] locked, CancellationToken ct)
    {
        var known = new List<(Guid To, Guid From, Guid Person)>();
        await using (var asked = new NpgsqlBatch(transaction.Connection, transaction) { BatchCommands = { IdentityFollow.InTwo(tenant, persons, locked) } })
        await using (var rows = await asked.ExecuteReaderAsync(ct))
            while (await rows.ReadAsync(ct)) known.Add((rows.GetGuid(0), rows.GetGuid(1), rows.GetGuid(2)));
        if (known.Count == 0) return;
        var keys = await KeysAsync(transaction, tenant, [.. known.SelectMany(k => new[] { k.To, k.From }).Distinct()], ct);
        foreach (var (to, from, person) in known) keys.Join(from, to, person);
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        foreach (var write in keys.Write().Concat(known.Select(k => IdentityMoves.Remove(tenant, k.From, k.Person)))) batch.BatchCommands.Add(write);
        await batch.ExecuteNonQueryAsync(ct);
    }

    private async Task<Keyring> KeysAsync(NpgsqlTransaction transaction, string tenant, Guid[] households, CancellationToken ct)
    {
        var keys = new Keyring(sealer, hashes, tenant);
        await using var read = new NpgsqlBatch(transaction.Connection, transaction) { BatchCommands = { Keyring.Query(tenant, households) } };
        await using var rows = await read.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) keys.Read(rows);
        return keys;
    }
}
