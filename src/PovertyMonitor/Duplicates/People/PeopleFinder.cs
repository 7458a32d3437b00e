using NodaTime;
using Npgsql;
using PovertyMonitor.Duplicates.Finding;
using PovertyMonitor.Households;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform;
using PovertyMonitor.Surveys;
using PovertyMonitor.Surveys.Quality;

namespace PovertyMonitor.Duplicates.People;

/// <summary>
/// Looks for people who are listed twice, beside the comparison of households: a phone's intake must not wait for a look into
/// every other household.
/// </summary>
internal sealed class PeopleFinder(NpgsqlDataSource database)
{
    private static readonly string[] Codes = [QualityProblems.MemberElsewhere.Code, QualityProblems.MemberDead.Code];

    /// <summary>What is odd about the people of some households now, the others that list them included.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="asked">The households.</param>
    /// <param name="fold">Reads others.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<OddPeople> FindAsync(string tenant, IReadOnlyDictionary<Guid, Household> asked, Func<Guid[], Task<Dictionary<Guid, Household>>> fold, CancellationToken ct)
    {
        Guid[] ids = [.. asked.Keys];
        // Whoever was there before and is no more may have been odd elsewhere until now.
        Guid[] people = [.. asked.Values.SelectMany(ListedPeople.Of).Union(await ReadAsync($"select distinct unnest(people) from {DuplicateTables.Profiles} where tenant_id = $1 and household_id = any($2)", tenant, ids, ct))];
        var same = await SameNumberAsync(tenant, ids, ct);
        Guid[] others =
        [
            .. (await ReadAsync($"select household_id from {DuplicateTables.Profiles} where tenant_id = $1 and people && $2", tenant, people, ct))
                .Union(same.Select(s => s.Household)).Where(h => !asked.ContainsKey(h)),
        ];
        var all = asked.ToDictionary();
        if (others.Length > 0)
            foreach (var (id, state) in await fold(others)) all[id] = state;
        return new([.. all.Keys], people, ListedPeople.Odd(all, same.Select(s => (s.One, s.Other))));
    }

    /// <summary>Puts what is odd in the place of what was; what a person looked at stays.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Write(string tenant, OddPeople odd, Instant now)
    {
        yield return new($"""
            delete from {QualityTables.Flags} where tenant_id = $1 and household_id = any($2) and code = any($3) and member_id = any($4) and checked_at is null
                and (submission_id, code, member_id) not in (select * from unnest($5::uuid[], $6::text[], $7::uuid[]))
            """)
        {
            Parameters =
            {
                new() { Value = tenant }, new() { Value = odd.Households }, new() { Value = Codes }, new() { Value = odd.People },
                new() { Value = odd.Flags.Select(f => f.Of.SubmissionId).ToArray() }, Columns.Texts(odd.Flags.Select(f => f.Flag.Rule.Code)),
                new() { Value = odd.Flags.Select(f => f.Flag.Member!.Value).ToArray() },
            },
        };
        foreach (var command in QualityFlags.Insert(tenant, odd.Flags, now)) yield return command;
    }

    // A number that many gave is no sign of anything.
    private async Task<List<(Guid One, Guid Household, Guid Other)>> SameNumberAsync(string tenant, Guid[] households, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select mine.subject_id, theirs.household_id, theirs.subject_id
            from unnest($2::uuid[]) as asked(id)
            cross join lateral (
                select subject_id, keyed_hash, household_id from {IdentityTables.Identities}
                where tenant_id = $1 and household_id = asked.id and subject_id <> household_id and keyed_hash is not null {Lookup.EachByIndex}) as mine
            cross join lateral (
                select household_id, subject_id, count(*) over () as sharing from (
                    select household_id, subject_id from {IdentityTables.Identities}
                    where tenant_id = $1 and keyed_hash = mine.keyed_hash and household_id <> mine.household_id and subject_id <> household_id limit {ProfileStore.MostSharing}) as sharers) as theirs
            where theirs.sharing < {ProfileStore.MostSharing}
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = households });
        var same = new List<(Guid, Guid, Guid)>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) same.Add((rows.GetGuid(0), rows.GetGuid(1), rows.GetGuid(2)));
        return same;
    }

    private async Task<List<Guid>> ReadAsync(string sql, string tenant, Guid[] values, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = values });
        var read = new List<Guid>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) read.Add(rows.GetGuid(0));
        return read;
    }
}

/// <summary>What is odd about who is listed where.</summary>
/// <param name="Households">The households that were looked at.</param>
/// <param name="People">Those of whom all that is odd was found.</param>
/// <param name="Flags">What is odd.</param>
internal sealed record OddPeople(Guid[] Households, Guid[] People, IReadOnlyList<(Submission Of, QualityFlag Flag)> Flags);
