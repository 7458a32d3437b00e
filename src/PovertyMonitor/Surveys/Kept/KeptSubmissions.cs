using System.Net.Mime;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform;
using PovertyMonitor.Surveys.Rounds;
using PovertyMonitor.Surveys.Rounds.Coverage;

namespace PovertyMonitor.Surveys.Kept;

/// <summary>The bytes of submissions and their attachments: kept sealed, given back as they came.</summary>
internal sealed class KeptSubmissions(NpgsqlDataSource database, IdentityReader identities, Sealer master, ContentHash hash, IClock clock)
{
    /// <summary>Keeps a file that came with a submission; the same again is kept once.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="submission">The submission, which the intake has answered.</param>
    /// <param name="name">The file's name as the submission gives it.</param>
    /// <param name="mediaType">Its media type as the client gave it.</param>
    /// <param name="bytes">It.</param>
    /// <param name="ct">Stops it; nothing is kept then.</param>
    public async Task KeepAsync(string tenant, Guid submission, string name, string mediaType, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        var household = await HouseholdOfAsync(tenant, submission, ct);
        var key = household is { } id ? await identities.KeyAsync(tenant, id, ct) : null;
        await using var command = database.CreateCommand($"""
            insert into {SurveyTables.Attachments} (tenant_id, submission_id, name, content_hash, household_id, media_type, size_bytes, sealed, received_at)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = submission });
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = hash.Of(bytes.Span) });
        command.Parameters.Add(new() { Value = key is null ? DBNull.Value : household!.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = mediaType });
        command.Parameters.Add(new() { Value = (long)bytes.Length });
        command.Parameters.Add(new() { Value = key is null ? master.Seal(bytes.Span, tenant) : key.Seal(bytes.Span, tenant) });
        command.Parameters.Add(new() { Value = clock.GetCurrentInstant() });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>What is kept of a submission; <see langword="null"/> where nothing was ever received under the id.</summary>
    public async Task<KeptSubmission?> FindAsync(string tenant, Guid submission, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select r.state, r.reason, r.sender, r.device, r.door, r.village, r.round, r.received_at, r.superseded_by, c.attachments, encode(r.content_hash, 'hex'),
                (select array_agg(encode(o.content_hash, 'hex') order by o.content_hash) from {SurveyTables.Contents} o
                 where o.tenant_id = r.tenant_id and o.submission_id = r.submission_id and o.content_hash <> r.content_hash), {Lateness.Sql("r", "d")}
            from {SurveyTables.Receipts} r left join {SurveyTables.Contents} c using (tenant_id, submission_id, content_hash)
            left join {DesignTables.Designs} d on d.tenant_id = r.tenant_id and d.round = r.round
            where r.tenant_id = $1 and r.submission_id = $2 and r.state <> 'expected'
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = submission });
        await using var row = await command.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct)) return null;
        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        string[] Texts(int column) => row.IsDBNull(column) ? [] : row.GetFieldValue<string[]>(column);
        var kept = new KeptSubmission(submission, row.GetString(0), Text(1), Text(2) ?? "", Text(3), Text(4) ?? "", Text(5), Text(6), row.GetFieldValue<Instant>(7), row.GetBoolean(12),
            row.IsDBNull(8) ? null : row.GetGuid(8), Text(10) ?? "", Texts(11), []);
        var expected = Texts(9);
        await row.CloseAsync();
        return kept with { Attachments = await AttachmentsAsync(tenant, submission, expected, ct) };
    }

    /// <summary>A submission's bytes as they came; <see langword="null"/> where they are not kept, or were erased.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="submission">The submission.</param>
    /// <param name="content">The hash of another content under its id, in hexadecimal; else the first.</param>
    /// <param name="ct">Stops it.</param>
    public Task<KeptFile?> ContentAsync(string tenant, Guid submission, string? content, CancellationToken ct) => OpenAsync(tenant, $"""
        select media_type, household_id, sealed from {SurveyTables.Contents} c
        where tenant_id = $1 and submission_id = $2 and $3::text is null and content_hash = coalesce(decode($4, 'hex'),
            (select content_hash from {SurveyTables.Receipts} r where r.tenant_id = $1 and r.submission_id = $2))
        """, submission, null, content, ct);

    /// <summary>A file of a submission; of the submission it corrects where it was not sent again.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="submission">The submission.</param>
    /// <param name="name">The file's name.</param>
    /// <param name="content">The hash of another content under its name, in hexadecimal; else the first that came.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<KeptFile?> AttachmentAsync(string tenant, Guid submission, string name, string? content, CancellationToken ct)
    {
        foreach (var id in await WithBasesAsync(tenant, submission, ct))
            if (await OpenAsync(tenant, $"""
                select media_type, household_id, sealed from {SurveyTables.Attachments}
                where tenant_id = $1 and submission_id = $2 and name = $3 and ($4::text is null or content_hash = decode($4, 'hex')) order by received_at limit 1
                """, id, name, content, ct) is { } file) return file;
        return null;
    }

    private async Task<KeptFile?> OpenAsync(string tenant, string sql, Guid submission, string? name, string? content, CancellationToken ct)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = submission });
        foreach (var text in (string?[])[name, content]) command.Parameters.Add(new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        await using var row = await command.ExecuteReaderAsync(ct);
        if (!await row.ReadAsync(ct)) return null;
        var (mediaType, household, bytes) = (row.GetString(0), row.IsDBNull(1) ? (Guid?)null : row.GetGuid(1), row.GetFieldValue<byte[]>(2));
        await row.CloseAsync();
        if (household is not { } id) return new(mediaType, master.Open(bytes, tenant));
        return await identities.KeyAsync(tenant, id, ct) is { } key ? new(mediaType, key.Open(bytes, tenant)) : null;
    }

    private async Task<IReadOnlyList<KeptAttachment>> AttachmentsAsync(string tenant, Guid submission, string[] expected, CancellationToken ct)
    {
        var found = new Dictionary<string, KeptAttachment>(StringComparer.Ordinal);
        foreach (var id in await WithBasesAsync(tenant, submission, ct))
            foreach (var ofName in (await VersionsAsync(tenant, id, ct)).Where(v => id == submission || expected.Contains(v.Name)).GroupBy(v => v.Name))
                found.TryAdd(ofName.Key, ofName.First() with { OtherContents = [.. ofName.Skip(1).Select(v => v.Content!)] });
        var missing = expected.Where(name => !found.ContainsKey(name)).Select(name => new KeptAttachment(name, MediaTypeNames.Application.Octet, 0, IsMissing: true, null, []));
        return [.. found.Values.Concat(missing).OrderBy(a => a.Name, StringComparer.Ordinal)];
    }

    private async Task<IReadOnlyList<KeptAttachment>> VersionsAsync(string tenant, Guid submission, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select name, media_type, size_bytes, encode(content_hash, 'hex') from {SurveyTables.Attachments}
            where tenant_id = $1 and submission_id = $2 order by received_at, content_hash
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = submission });
        var versions = new List<KeptAttachment>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) versions.Add(new(rows.GetString(0), rows.GetString(1), rows.GetInt64(2), IsMissing: false, rows.GetString(3), []));
        return versions;
    }

    // A correction carries the files of what it corrects, unless it brings its own.
    private async Task<IReadOnlyList<Guid>> WithBasesAsync(string tenant, Guid submission, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            with recursive chain(id, depth) as (
                select $2::uuid, 0
                union all select r.submission_id, chain.depth + 1 from chain join {SurveyTables.Receipts} r on r.tenant_id = $1 and r.superseded_by = chain.id where chain.depth < 100)
            select id from chain order by depth
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = submission });
        var chain = new List<Guid>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) chain.Add(rows.GetGuid(0));
        return chain;
    }

    private async Task<Guid?> HouseholdOfAsync(string tenant, Guid submission, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select household_id from {SurveyTables.Receipts} where tenant_id = $1 and submission_id = $2");
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = submission });
        return await command.ExecuteScalarAsync(ct) as Guid?;
    }
}
