using Marten;
using NodaTime;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Assistance.RegisterFiles;

/// <summary>Keeps files of the national register, hashed and matched, and reads them.</summary>
internal sealed class RegisterFileStore(NpgsqlDataSource database, IDocumentStore store, KeyedHash hashes, Sealer sealer, IClock clock)
{
    private const string Columns = "file_id, as_of, received_at, matched_at, refused, matched, ambiguous, unmatched";
    private static readonly Guid Space = new("7d0f7b54-3f0e-4a55-8f1e-0f1a3a9c2b66");
    private readonly byte[] _contentKey = sealer.DeriveKey("register-file");

    /// <summary>Takes a file: all of it in one transaction, or nothing. The same rows of the same day are the same file.</summary>
    /// <returns>The file, and whether it is new; <see langword="null"/> where it has no row that can be taken.</returns>
    public async Task<(RegisterFile File, bool IsNew)?> TakeAsync(Caller caller, LocalDate asOf, RegisterReader reader, CancellationToken ct)
    {
        var tenant = caller.Regency!;
        await using var connection = await database.OpenConnectionAsync(ct);
        var spool = new RegisterSpool(connection, hashes, _contentKey);
        try
        {
            var (rows, content) = await spool.FillAsync(tenant, reader, ct);
            if (rows == 0) return null;
            var id = NameBasedGuid.Create(Space, $"{tenant}/{asOf:uuuu-MM-dd}/{Convert.ToHexString(content)}");
            return await MatchAsync(connection, caller, id, before => before is not null ? null :
                (RegisterMatching.Keep(tenant, id), New(tenant, id, asOf, reader.Refused)), ct) is { } file ? file : null;
        }
        finally
        {
            await spool.DropAsync(CancellationToken.None);
        }
    }

    /// <summary>Matches a file anew; <see langword="null"/> where there is none.</summary>
    public async Task<RegisterFile?> RematchAsync(Caller caller, Guid id, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return (await MatchAsync(connection, caller, id, before => before is null ? null : (RegisterMatching.Again(caller.Regency!, id), null), ct))?.File;
    }

    /// <summary>The files, that of the latest data first; one of them where an id is given.</summary>
    public async Task<IReadOnlyList<RegisterFile>> ListAsync(string tenant, Guid? id, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return await ListAsync(connection, tenant, id, ct);
    }

    private async Task<(RegisterFile File, bool IsNew)?> MatchAsync(
        NpgsqlConnection connection, Caller caller, Guid id, Func<RegisterFile?, (NpgsqlBatchCommand Match, NpgsqlBatchCommand? First)?> work, CancellationToken ct)
    {
        var tenant = caller.Regency!;
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await StreamLock.TakeAsync(transaction, tenant, [id], ct);
        var before = (await ListAsync(connection, tenant, id, ct)).SingleOrDefault();
        if (work(before) is not var (match, first)) return before is null ? null : (before, false);
        await using var batch = new NpgsqlBatch(connection, transaction) { Timeout = 0 };
        if (first is not null) batch.BatchCommands.Add(first);
        batch.BatchCommands.Add(match);
        batch.BatchCommands.Add(Count(tenant, id));
        await batch.ExecuteNonQueryAsync(ct);
        var file = (await ListAsync(connection, tenant, id, ct)).Single();
        if (before is null || (before.Matched, before.Ambiguous) != (file.Matched, file.Ambiguous)) await AppendAsync(transaction, tenant, before is null, file, caller.Subject, ct);
        await transaction.CommitAsync(ct);
        return (file, before is null);
    }

    private async Task AppendAsync(NpgsqlTransaction transaction, string tenant, bool isFirst, RegisterFile file, string by, CancellationToken ct)
    {
        var options = Marten.Services.SessionOptions.ForTransaction(transaction);
        options.TenantId = tenant;
        await using var session = store.LightweightSession(options);
        var matched = new RegisterFileMatched(file.FileId, file.Rows, file.Matched, file.Ambiguous, file.Unmatched, file.Refused, by);
        if (isFirst) session.Events.StartStream(file.FileId, matched);
        else session.Events.Append(file.FileId, matched);
        await session.SaveChangesAsync(ct);
    }

    private NpgsqlBatchCommand New(string tenant, Guid id, LocalDate asOf, int refused) => new($"""
        insert into {RegisterFileTables.Files} (tenant_id, {Columns}) values ($1, $2, $3, $4, $4, $5, 0, 0, 0)
        """)
    {
        Parameters = { new() { Value = tenant }, new() { Value = id }, new() { Value = asOf }, new() { Value = clock.GetCurrentInstant() }, new() { Value = refused } },
    };

    private NpgsqlBatchCommand Count(string tenant, Guid id) => new($"""
        update {RegisterFileTables.Files} f set matched = n.matched, ambiguous = n.ambiguous, unmatched = n.unmatched, matched_at = $3
        from (select count(*) filter (where state = 'matched')::int as matched, count(*) filter (where state = 'ambiguous')::int as ambiguous,
            count(*) filter (where state = 'unmatched')::int as unmatched from {RegisterFileTables.Entries} where tenant_id = $1 and file_id = $2) as n
        where f.tenant_id = $1 and f.file_id = $2
        """)
    {
        Parameters = { new() { Value = tenant }, new() { Value = id }, new() { Value = clock.GetCurrentInstant() } },
    };

    private static async Task<IReadOnlyList<RegisterFile>> ListAsync(NpgsqlConnection connection, string tenant, Guid? id, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"""
            select {Columns} from {RegisterFileTables.Files} where tenant_id = $1 and ($2::uuid is null or file_id = $2) order by as_of desc, received_at desc, file_id
            """, connection);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = (object?)id ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        var files = new List<RegisterFile>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            files.Add(new(row.GetGuid(0), row.GetFieldValue<LocalDate>(1), row.GetFieldValue<Instant>(2), row.GetFieldValue<Instant>(3),
                row.GetInt32(5) + row.GetInt32(6) + row.GetInt32(7), row.GetInt32(5), row.GetInt32(6), row.GetInt32(7), row.GetInt32(4)));
        return files;
    }
}

/// <summary>A file of the national register, as it is matched now.</summary>
/// <param name="FileId">Its id, which follows from what is in it.</param>
/// <param name="AsOf">The day its data are of.</param>
/// <param name="ReceivedAt">When it was received.</param>
/// <param name="MatchedAt">When it was matched last.</param>
/// <param name="Rows">Rows that were taken.</param>
/// <param name="Matched">Of them, those that are of one household here.</param>
/// <param name="Ambiguous">Of them, those that several households here could be meant by.</param>
/// <param name="Unmatched">Of them, those that nobody here is meant by.</param>
/// <param name="Refused">Rows that were not taken, for want of a right NIK.</param>
internal sealed record RegisterFile(
    Guid FileId, LocalDate AsOf, Instant ReceivedAt, Instant MatchedAt, int Rows, int Matched, int Ambiguous, int Unmatched, int Refused);
