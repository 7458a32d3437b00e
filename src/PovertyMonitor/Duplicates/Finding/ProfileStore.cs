using System.Buffers.Binary;
using System.Collections.Immutable;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Duplicates.Linkage;
using PovertyMonitor.Households;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Duplicates.Finding;

/// <summary>The households' profiles, and the hashes that belong to them.</summary>
internal sealed class ProfileStore(NpgsqlDataSource database)
{
    /// <summary>More households than this that gave one number did not give their own: it is no sign of anything.</summary>
    public const int MostSharing = 20;

    private const string ColumnNames = "household_id, village, rt, rw, dasa_wisma, size, members";

    /// <summary>How many households a regency has.</summary>
    public async Task<int> CountAsync(string tenant, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select count(*)::int from {DuplicateTables.Profiles} where tenant_id = $1");
        command.Parameters.Add(new() { Value = tenant });
        return (int)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The households of villages, without their hashes, in the order of their ids.</summary>
    public Task<List<Profile>> OfVillagesAsync(string tenant, string[] villages, CancellationToken ct) =>
        ReadAsync($"select {ColumnNames} from {DuplicateTables.Profiles} where tenant_id = $1 and village = any($2) order by household_id", tenant, villages, ct);

    /// <summary>Some households, without their hashes, in the order of their ids.</summary>
    public Task<List<Profile>> OfAsync(string tenant, Guid[] households, CancellationToken ct) =>
        ReadAsync($"select {ColumnNames} from {DuplicateTables.Profiles} where tenant_id = $1 and household_id = any($2) order by household_id", tenant, households, ct);

    /// <summary>The villages of a regency in an order that has to do with nothing else, as many as have some households together.</summary>
    public async Task<string[]> SomeVillagesAsync(string tenant, int households, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select village from (
                select village, sum(count(*)) over (order by hashtextextended(village, 0), village) - count(*) as before
                from {DuplicateTables.Profiles} where tenant_id = $1 group by village) as v
            where before < $2
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = households });
        var villages = new List<string>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) villages.Add(rows.GetString(0));
        return [.. villages];
    }

    /// <summary>The hashes of the numbers that households gave; one that gave none is left out.</summary>
    public async Task<IReadOnlyDictionary<Guid, HouseholdHashes>> HashesAsync(string tenant, Guid[] households, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select i.* from unnest($2::uuid[]) as asked(id) cross join lateral (
                select household_id, household_id = subject_id, substring(keyed_hash from 1 for 8) from {IdentityTables.Identities}
                where tenant_id = $1 and household_id = asked.id and keyed_hash is not null {Lookup.EachByIndex}) as i
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = households });
        var found = new Dictionary<Guid, HouseholdHashes>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var before = found.GetValueOrDefault(rows.GetGuid(0), HouseholdHashes.None);
            found[rows.GetGuid(0)] = rows.GetBoolean(1) ? before with { FamilyCard = HashIn(rows, 2) } : before with { Niks = before.Niks.Add(HashIn(rows, 2)) };
        }
        return found;
    }

    /// <summary>Which other households gave a number that one of these gave, and which numbers too many gave.</summary>
    public async Task<(IReadOnlySet<Guid> Others, IReadOnlySet<ulong> Common)> SharingAsync(string tenant, Guid[] households, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select substring(mine.keyed_hash from 1 for 8), array(
                select household_id from {IdentityTables.Identities}
                where tenant_id = $1 and keyed_hash = mine.keyed_hash and household_id <> mine.household_id limit {MostSharing})
            from unnest($2::uuid[]) as asked(id) cross join lateral (
                select keyed_hash, household_id from {IdentityTables.Identities}
                where tenant_id = $1 and household_id = asked.id and keyed_hash is not null {Lookup.EachByIndex}) as mine
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = households });
        var (others, common) = (new HashSet<Guid>(), new HashSet<ulong>());
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var sharing = rows.GetFieldValue<Guid[]>(1);
            if (sharing.Length == MostSharing) common.Add(HashIn(rows, 0));
            else others.UnionWith(sharing);
        }
        return (others, common);
    }

    /// <summary>Writes profiles as they are now, and takes out the households that are gone.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Write(
        string tenant, IReadOnlyCollection<Profile> profiles, IReadOnlyDictionary<Guid, IReadOnlyList<Guid>> people, IReadOnlySet<Guid> crowded, Guid[] gone)
    {
        yield return new($"delete from {DuplicateTables.Profiles} where tenant_id = $1 and household_id = any($2)")
        {
            Parameters = { new() { Value = tenant }, new() { Value = gone } },
        };
        // An array of arrays can't be unnested: each goes as PostgreSQL writes one.
        yield return new($"""
            insert into {DuplicateTables.Profiles} (tenant_id, {ColumnNames}, is_crowded, people)
            select $1, r.id, r.village, r.rt, r.rw, r.dw, r.size, r.members::integer[], r.crowded, r.people::uuid[]
            from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::integer[], $8::text[], $9::boolean[], $10::text[])
                as r(id, village, rt, rw, dw, size, members, crowded, people)
            on conflict (tenant_id, household_id) do update set village = excluded.village, rt = excluded.rt, rw = excluded.rw,
                dasa_wisma = excluded.dasa_wisma, size = excluded.size, members = excluded.members, is_crowded = excluded.is_crowded, people = excluded.people
            """)
        {
            Parameters =
            {
                new() { Value = tenant },
                new() { Value = profiles.Select(p => p.Household).ToArray() },
                Columns.Texts(profiles.Select(p => p.Place.Village)),
                Columns.Texts(profiles.Select(p => p.Place.Rt)),
                Columns.Texts(profiles.Select(p => p.Place.Rw)),
                Columns.Texts(profiles.Select(p => p.Place.DasaWisma)),
                Columns.Of(profiles.Select(p => p.Size), NpgsqlDbType.Integer),
                Columns.Texts(profiles.Select(p => $"{{{string.Join(',', p.Members.Select(m => m.Code))}}}")),
                Columns.Of(profiles.Select(p => crowded.Contains(p.Household)), NpgsqlDbType.Boolean),
                Columns.Texts(profiles.Select(p => $"{{{string.Join(',', people[p.Household])}}}")),
            },
        };
    }

    private async Task<List<Profile>> ReadAsync(string sql, string tenant, object which, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = which });
        var profiles = new List<Profile>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        string? Text(int column) => rows.IsDBNull(column) ? null : rows.GetString(column);
        while (await rows.ReadAsync(ct))
            profiles.Add(new(rows.GetGuid(0), new Place(rows.GetString(1), Text(2), Text(3), Text(4)), rows.GetInt32(5),
                [.. rows.GetFieldValue<int[]>(6).Select(ComparedMember.Of)]));
        return profiles;
    }

    private static ulong HashIn(NpgsqlDataReader row, int column) => BinaryPrimitives.ReadUInt64BigEndian(row.GetFieldValue<byte[]>(column));
}
