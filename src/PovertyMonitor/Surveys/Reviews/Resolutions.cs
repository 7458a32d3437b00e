using System.Text;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>Keeps what people decided, with their sealed notes.</summary>
internal sealed class Resolutions(NpgsqlDataSource database, IdentityReader identities, Sealer master)
{
    /// <summary>What was decided about the contents of a submission, the latest first, each with its note.</summary>
    public async Task<IReadOnlyList<(Resolution Resolution, string? Note)>> OfAsync(string tenant, Guid submission, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select content_hash, held_for, action, reason, resolved_by, resolved_at, village, sender, result_id, request_hash, note_household, note
            from {ReviewTables.Resolutions} where tenant_id = $1 and submission_id = $2 order by resolved_at desc, content_hash
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = submission });
        var found = new List<(Resolution, Guid?, byte[]?)>();
        await using (var row = await command.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct))
                found.Add((Read(row, submission), row.IsDBNull(10) ? null : row.GetGuid(10), row.IsDBNull(11) ? null : row.GetFieldValue<byte[]>(11)));
        var opened = new List<(Resolution, string?)>();
        foreach (var (resolution, household, note) in found) opened.Add((resolution, await OpenAsync(tenant, household, note, ct)));
        return opened;
    }

    /// <summary>Seals a note with the household's key where there is one.</summary>
    public async Task<SealedNote> SealAsync(string tenant, Guid? household, string? note, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(note)) return new(null, null);
        var bytes = Encoding.UTF8.GetBytes(note);
        return household is { } id && await identities.KeyAsync(tenant, id, ct) is { } key ? new(id, key.Seal(bytes, tenant)) : new(null, master.Seal(bytes, tenant));
    }

    /// <summary>Writes a decision.</summary>
    public static NpgsqlBatchCommand Write(string tenant, Resolution resolution, SealedNote note) => new($"""
        insert into {ReviewTables.Resolutions} (tenant_id, submission_id, content_hash, held_for, action, reason, resolved_by, resolved_at, village, sender, result_id, request_hash, note_household, note)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        """)
    {
        Parameters =
        {
            new() { Value = tenant }, new() { Value = resolution.SubmissionId }, new() { Value = resolution.Hash }, new() { Value = resolution.HeldFor },
            new() { Value = Question.CodeOf(resolution.Action) }, new() { Value = Question.CodeOf(resolution.Reason) },
            new() { Value = resolution.By }, new() { Value = resolution.At }, Null(resolution.Village, NpgsqlDbType.Text), Null(resolution.Sender, NpgsqlDbType.Text),
            Null(resolution.Result, NpgsqlDbType.Uuid), new() { Value = resolution.Request }, Null(note.Household, NpgsqlDbType.Uuid), Null(note.Bytes, NpgsqlDbType.Bytea),
        },
    };

    private static Resolution Read(NpgsqlDataReader row, Guid submission) => new(
        submission, row.GetFieldValue<byte[]>(0), row.GetString(1), Wording.Parse<ReviewAction>(row.GetString(2))!.Value, Wording.Parse<ReviewReason>(row.GetString(3))!.Value,
        row.GetString(4), row.GetFieldValue<Instant>(5), row.IsDBNull(6) ? null : row.GetString(6), row.IsDBNull(7) ? null : row.GetString(7),
        row.IsDBNull(8) ? null : row.GetGuid(8), row.GetFieldValue<byte[]>(9));

    private async Task<string?> OpenAsync(string tenant, Guid? household, byte[]? note, CancellationToken ct)
    {
        if (note is null) return null;
        if (household is not { } id) return Encoding.UTF8.GetString(master.Open(note, tenant));
        return await identities.KeyAsync(tenant, id, ct) is { } key ? Encoding.UTF8.GetString(key.Open(note, tenant)) : null;
    }

    private static NpgsqlParameter Null(object? value, NpgsqlDbType type) => new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}

/// <summary>A note as it is stored.</summary>
/// <param name="Household">The household whose key sealed it; <see langword="null"/> for the master key.</param>
/// <param name="Bytes">The note, sealed; <see langword="null"/> where there is none.</param>
internal sealed record SealedNote(Guid? Household, byte[]? Bytes);
