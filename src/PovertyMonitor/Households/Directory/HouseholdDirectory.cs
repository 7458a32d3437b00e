using System.Text.Json;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Households.Directory;

/// <summary>Which households are known, and where they live. It is written in the transaction that appends their events, under their locks.</summary>
internal sealed class HouseholdDirectory(NpgsqlDataSource database)
{
    private const string ColumnNames = "household_id, village, rt, rw, dasa_wisma, seen_at, round, outcome, roster";
    private const string AllColumns = $"{ColumnNames}, ended_at, parted";
    internal static readonly JsonSerializerOptions Json = JsonOptions();

    /// <summary>The living households of villages, or of single Dasa Wisma groups, in the order of group and id.</summary>
    public async Task<IReadOnlyList<DirectoryEntry>> InAsync(string tenant, string[] villages, string[] groupVillages, string[] groupNames, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select {AllColumns} from {DirectoryTable.Name}
            where tenant_id = $1 and ended_at is null and (village = any($2) or (village, lower(dasa_wisma)) in (select * from unnest($3::text[], $4::text[])))
            order by village, dasa_wisma, household_id
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = villages });
        command.Parameters.Add(new() { Value = groupVillages });
        command.Parameters.Add(new() { Value = groupNames.Select(g => g.ToLowerInvariant()).ToArray() });
        var entries = new List<DirectoryEntry>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) entries.Add(Read(rows));
        return entries;
    }

    /// <summary>One household; <see langword="null"/> where it is not known.</summary>
    public async Task<DirectoryEntry?> FindAsync(string tenant, Guid household, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { Query(tenant, [household]) } };
        await using var rows = await batch.ExecuteReaderAsync(ct);
        return await rows.ReadAsync(ct) ? Read(rows) : null;
    }

    /// <summary>A query for a household and those that ended in it, also through others: one array <c>ids</c>.</summary>
    /// <param name="tenant">The expression of the regency.</param>
    /// <param name="household">The expression of the household.</param>
    public static string WithAbsorbed(string tenant, string household) => $"""
        with recursive own(id) as (
            select {household} union select d.household_id from own join {DirectoryTable.Name} d on d.tenant_id = {tenant} and d.merged_into = own.id)
        select array_agg(id) as ids from own
        """;

    /// <summary>The households that ended in one, also through others, or were found to be it.</summary>
    public async Task<IReadOnlyList<Guid>> AbsorbedByAsync(string tenant, Guid household, CancellationToken ct)
    {
        await using var command = database.CreateCommand(WithAbsorbed("$1", "$2"));
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = household });
        return [.. ((Guid[])(await command.ExecuteScalarAsync(ct))!).Where(id => id != household).Order()];
    }

    /// <summary>Asks for some households; its rows go to <see cref="Read"/>.</summary>
    public static NpgsqlBatchCommand Query(string tenant, Guid[] households) =>
        new($"""
            select d.* from unnest($2::uuid[]) as asked(id) cross join lateral (
                select {AllColumns} from {DirectoryTable.Name} where tenant_id = $1 and household_id = asked.id {Lookup.EachByIndex}) as d
            """)
        {
            Parameters = { new() { Value = tenant }, new() { Value = households } },
        };

    /// <summary>The entry a reader of <see cref="Query"/> stands on.</summary>
    public static DirectoryEntry Read(NpgsqlDataReader row)
    {
        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        return new(row.GetGuid(0), new Place(row.GetString(1), Text(2), Text(3), Text(4)), row.GetFieldValue<Instant>(5), Text(6),
            Text(7) is { } outcome ? Enum.Parse<VisitOutcome>(outcome, ignoreCase: true) : null,
            Text(8) is { } roster ? JsonSerializer.Deserialize<List<RosterLine>>(roster, Json) : null)
        {
            EndedAt = row.IsDBNull(9) ? null : row.GetFieldValue<Instant>(9),
            IsChanged = row.GetBoolean(10),
        };
    }

    /// <summary>Writes entries as they are now.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="entries">The entries.</param>
    /// <param name="isKnown">Whether a household has an entry already.</param>
    public static IEnumerable<NpgsqlBatchCommand> Write(string tenant, IEnumerable<DirectoryEntry> entries, Func<Guid, bool> isKnown)
    {
        var split = entries.ToLookup(e => isKnown(e.HouseholdId));
        if (split[false].Any()) yield return Write(tenant, [.. split[false]], "");
        if (split[true].Any())
            yield return Write(tenant, [.. split[true]], """
                on conflict (tenant_id, household_id) do update set village = excluded.village, rt = excluded.rt, rw = excluded.rw,
                    dasa_wisma = excluded.dasa_wisma, seen_at = excluded.seen_at, round = excluded.round, outcome = excluded.outcome, roster = excluded.roster
                """);
    }

    private static NpgsqlBatchCommand Write(string tenant, IReadOnlyCollection<DirectoryEntry> entries, string onConflict) => new($"""
        insert into {DirectoryTable.Name} (tenant_id, {ColumnNames})
        select $1, r.id, r.village, r.rt, r.rw, r.dw, r.seen, r.round, r.outcome, r.roster::jsonb
        from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[], $8::text[], $9::text[], $10::text[])
            as r(id, village, rt, rw, dw, seen, round, outcome, roster)
        {onConflict}
        """)
    {
        Parameters =
        {
            new() { Value = tenant },
            new() { Value = entries.Select(e => e.HouseholdId).ToArray() },
            new() { Value = entries.Select(e => e.Place.Village).ToArray() },
            Columns.Texts(entries.Select(e => e.Place.Rt)),
            Columns.Texts(entries.Select(e => e.Place.Rw)),
            Columns.Texts(entries.Select(e => e.Place.DasaWisma)),
            new() { Value = entries.Select(e => e.SeenAt).ToArray() },
            Columns.Texts(entries.Select(e => e.Round)),
            Columns.Texts(entries.Select(e => e.Outcome is { } outcome ? Question.CodeOf(outcome) : null)),
            Columns.Texts(entries.Select(e => e.Roster is null ? null : JsonSerializer.Serialize(e.Roster, Json))),
        },
    };

    /// <summary>Writes how a household lives now, after a change to it.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="id">The household.</param>
    /// <param name="household">All that is known of it.</param>
    public static NpgsqlBatchCommand Restate(string tenant, Guid id, Household household)
    {
        var now = Spell.Of(household) is [.., { To: null } last] ? last : null;
        var place = now?.Place ?? household.Moves.OrderBy(m => m.MovedAt).ThenBy(m => m.ChangeId).LastOrDefault()?.To;
        return new($"""
            update {DirectoryTable.Name} set village = coalesce($3, village), rt = case when $3 is null then rt else $4 end, rw = case when $3 is null then rw else $5 end,
                dasa_wisma = case when $3 is null then dasa_wisma else $6 end, roster = coalesce($7::jsonb, roster), ended_at = $8, seen_at = greatest(seen_at, $9), parted = $10, merged_into = $11
            where tenant_id = $1 and household_id = $2
            """)
        {
            Parameters =
            {
                new() { Value = tenant }, new() { Value = id }, Text(place?.Village), Text(place?.Rt), Text(place?.Rw), Text(place?.DasaWisma),
                Text(now is null ? null : JsonSerializer.Serialize(RosterLine.Of(now.Answers), Json)),
                new() { Value = (object?)household.EndedSince ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.TimestampTz },
                new() { Value = now?.From ?? VisitTime.Earliest },
                new() { Value = !household.AllChanges.IsEmpty || !household.AllMoves.IsEmpty },
                new() { Value = (object?)household.Changes.OfType<HouseholdMergedInto>().FirstOrDefault()?.Into ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid },
            },
        };
    }

    /// <summary>Writes a household's last visit anew from its whole history, after one was rejected.</summary>
    public static NpgsqlBatchCommand RestateVisits(string tenant, Guid id, Household household)
    {
        var last = household.Interviews().Select(i => (i.At, i.SubmissionId, i.Round, Outcome: VisitOutcome.Completed))
            .Concat(household.Visits.Select(v => (At: v.VisitedAt, v.SubmissionId, v.Round, v.Outcome))).OrderBy(v => v.At).ThenBy(v => v.SubmissionId).LastOrDefault();
        var seen = household.Moves.Select(m => m.MovedAt).Concat(household.Changes.Select(c => c.At)).Append(last.At).Append(VisitTime.Earliest).Max();
        return new($"""
            update {DirectoryTable.Name} set round = $3, outcome = $4, seen_at = $5, roster = case when $6 then null else roster end
            where tenant_id = $1 and household_id = $2
            """)
        {
            Parameters =
            {
                new() { Value = tenant }, new() { Value = id }, Text(last.Round), Text(last.Round is null ? null : Question.CodeOf(last.Outcome)),
                new() { Value = seen }, new() { Value = Spell.Of(household).Count == 0 },
            },
        };
    }

    private static NpgsqlParameter Text(string? text) => new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };

    private static JsonSerializerOptions JsonOptions()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web);
        StoreSetup.ConfigureJson(options);
        return options;
    }
}
