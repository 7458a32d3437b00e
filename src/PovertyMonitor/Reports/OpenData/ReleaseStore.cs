using System.Text.Json.Nodes;
using Marten;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Platform;
using PovertyMonitor.Reports.Disclosure;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Reports.OpenData;

/// <summary>Keeps releases: their events, their frozen files, and the counts behind them, which later releases are held against.</summary>
internal sealed class ReleaseStore(NpgsqlDataSource database, IDocumentStore store, StreamDecision streams)
{
    private const string Files = "release_files";

    // As secret as the households they count.
    private const string Cells = "release_cells";

    public static IEnumerable<Table> In(string schema)
    {
        var files = TenantTable.Named(schema, Files);
        files.AddColumn("release_id", "uuid").AsPrimaryKey();
        files.AddColumn("name", "varchar").AsPrimaryKey();
        files.AddColumn("media_type", "varchar").NotNull();
        files.AddColumn("content", "bytea").NotNull();
        var cells = TenantTable.Named(schema, Cells);
        cells.AddColumn("release_id", "uuid").AsPrimaryKey();
        cells.AddColumn("area", "varchar").AsPrimaryKey();
        cells.AddColumn("cell", "varchar").AsPrimaryKey();
        cells.AddColumn("households", "bigint").NotNull();
        cells.AddColumn("is_hidden", "boolean").NotNull().DefaultValueByExpression("true");
        return [files, cells];
    }

    /// <summary>The regency's releases.</summary>
    public async Task<ReleaseCatalogue> CatalogueAsync(string tenant, CancellationToken ct)
    {
        await using var session = store.QuerySession(tenant);
        return ReleaseCatalogue.After((await session.Events.FetchStreamAsync(ReleaseCatalogue.Stream, token: ct)).Select(e => e.Data));
    }

    /// <summary>Decides about releases with no other decision in between.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="decide">A pure decision.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="draft">What is kept with a draft.</param>
    public Task<(ReleaseCatalogue Catalogue, ReleaseDecision Decision)> DecideAsync(
        string tenant, Func<ReleaseCatalogue, ReleaseDecision> decide, CancellationToken ct, ReleaseDraft? draft = null) =>
        streams.DecideTogetherAsync<(ReleaseCatalogue, ReleaseDecision)>(tenant, [ReleaseCatalogue.Stream], histories =>
        {
            var before = ReleaseCatalogue.After(histories[ReleaseCatalogue.Stream]);
            var decision = decide(before);
            return ((decision.Events.Aggregate(before, (c, e) => c.With(e)), decision), [.. decision.Events.Select(e => (ReleaseCatalogue.Stream, e))]);
        }, ct, async (result, transaction, stop) =>
        {
            if (draft is not null && result.Item2.Events.Count > 0) await WriteAsync(transaction, tenant, result.Item2.Release, draft, stop);
        });

    /// <summary>A file of a release, or null.</summary>
    public async Task<(string MediaType, byte[] Content)?> FileAsync(string tenant, Guid release, string name, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select media_type, content from {Files} where tenant_id = $1 and release_id = $2 and name = $3");
        foreach (var value in (object[])[tenant, release, name]) command.Parameters.Add(new() { Value = value });
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? (row.GetString(0), row.GetFieldValue<byte[]>(1)) : null;
    }

    /// <summary>Every cell of some releases, whatever measure they are of.</summary>
    /// <remarks>
    /// Two measures that are nearly equal tell apart, like two revisions of one, who is poor in one alone: where all that are poor in the one
    /// are poor in the other, that is a difference of two counts. Whether they are nested the counts don't say, so that each is held against each.
    /// </remarks>
    public async Task<IReadOnlyList<IReadOnlyDictionary<CellKey, ReleasedCell>>> CellsAsync(string tenant, IReadOnlyList<Release> releases, CancellationToken ct)
    {
        var all = new List<IReadOnlyDictionary<CellKey, ReleasedCell>>();
        foreach (var release in releases)
        {
            await using var command = database.CreateCommand($"select area, cell, households, is_hidden from {Cells} where tenant_id = $1 and release_id = $2");
            command.Parameters.Add(new() { Value = tenant });
            command.Parameters.Add(new() { Value = release.Drafted.ReleaseId });
            var cells = new Dictionary<CellKey, ReleasedCell>();
            await using var rows = await command.ExecuteReaderAsync(ct);
            while (await rows.ReadAsync(ct))
                cells[new(rows.GetString(0), rows.GetString(1))] = new(rows.GetInt64(2), rows.GetBoolean(3));
            all.Add(cells);
        }
        return all;
    }

    private static async Task WriteAsync(NpgsqlTransaction transaction, string tenant, Guid release, ReleaseDraft draft, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction)
        {
            BatchCommands =
            {
                new($"insert into {Files} (tenant_id, release_id, name, media_type, content) select $1, $2, f.* from unnest($3::text[], $4::text[], $5::bytea[]) as f")
                {
                    Parameters =
                    {
                        new() { Value = tenant }, new() { Value = release }, Columns.Texts(draft.Files.Select(f => f.Name)), Columns.Texts(draft.Files.Select(f => f.MediaType)),
                        Columns.Bytes(draft.Files.Select(f => f.Bytes)),
                    },
                },
                new($"insert into {Cells} (tenant_id, release_id, area, cell, households, is_hidden) select $1, $2, c.* from unnest($3::text[], $4::text[], $5::bigint[], $6::boolean[]) as c")
                {
                    Parameters =
                    {
                        new() { Value = tenant }, new() { Value = release }, Columns.Texts(draft.Cells.Select(c => c.Cell.Area)), Columns.Texts(draft.Cells.Select(c => c.Cell.Cell)),
                        Columns.Of(draft.Cells.Select(c => c.Counted.Households), NpgsqlDbType.Bigint), Columns.Of(draft.Cells.Select(c => c.Counted.IsHidden), NpgsqlDbType.Boolean),
                    },
                },
            },
        };
        await batch.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>What is kept with a draft.</summary>
/// <param name="Files">Its files.</param>
/// <param name="Cells">Every count behind it, those that are not shown too.</param>
internal sealed record ReleaseDraft(IReadOnlyList<ReleaseContent> Files, IReadOnlyList<(CellKey Cell, ReleasedCell Counted)> Cells);
