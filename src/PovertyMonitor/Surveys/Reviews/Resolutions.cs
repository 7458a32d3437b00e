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
        var found = new List<(Resolution, Guid?, byte[]?)>();
        await using (var command = Query("submission_id", tenant, submission))
        await using (var row = await command.ExecuteReaderAsync(ct))
            while (await row.ReadAsync(ct)) found.Add((Read(row), row.IsDBNull(12) ? null : row.GetGuid(12), row.IsDBNull(13) ? null : row.GetFieldValue<byte[]>(13)));
        var opened = new List<(Resolution, string?)>();
        foreach (var (resolution, household, note) in found) opened.Add((resolution, await OpenAsync(tenant, household, note, ct)));
        return opened;
    }

    /// <summary>What was decided about a household's submissions.</summary>
    public async Task<IReadOnlyList<Resolution>> OfHouseholdAsync(string tenant, Guid household, CancellationToken ct)
    {
        var found = new List<Resolution>();
        await using var command = Query("household_id", tenant, household);
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct)) found.Add(Read(row));
        return found;
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
        insert into {ReviewTables.Resolutions} (tenant_id, submission_id, content_hash, held_for, action, reason, resolved_by, resolved_at, household_id, village, sender, result_id, request_hash, note_household, note)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        """)
    {
        Parameters =
        {
            new() { Value = tenant }, new() { Value = resolution.SubmissionId }, new() { Value = resolution.Hash }, new() { Value = resolution.HeldFor },
            new() { Value = Question.CodeOf(resolution.Action) }, new() { Value = Question.CodeOf(resolution.Reason) },
            new() { Value = resolution.By }, new() { Value = resolution.At }, Null(resolution.HouseholdId, NpgsqlDbType.Uuid), Null(resolution.Village, NpgsqlDbType.Text), Null(resolution.Sender, NpgsqlDbType.Text),
            Null(resolution.Result, NpgsqlDbType.Uuid), new() { Value = resolution.Request }, Null(note.Household, NpgsqlDbType.Uuid), Null(note.Bytes, NpgsqlDbType.Bytea),
        },
    };

    private NpgsqlCommand Query(string column, string tenant, Guid id)
    {
        var command = database.CreateCommand($"""
            select submission_id, content_hash, held_for, action, reason, resolved_by, resolved_at, household_id, village, sender, result_id, request_hash, note_household, note
            from {ReviewTables.Resolutions} where tenant_id = $1 and {column} = $2 order by resolved_at desc, submission_id, content_hash
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = id });
        return command;
    }

    private static Resolution Read(NpgsqlDataReader row) => new(
        row.GetGuid(0), row.GetFieldValue<byte[]>(1), row.GetString(2), Choices.Parse<ReviewAction>(row.GetString(3))!.Value, Choices.Parse<ReviewReason>(row.GetString(4))!.Value,
        row.GetString(5), row.GetFieldValue<Instant>(6), row.IsDBNull(7) ? null : row.GetGuid(7), row.IsDBNull(8) ? null : row.GetString(8),
        row.IsDBNull(9) ? null : row.GetString(9), row.IsDBNull(10) ? null : row.GetGuid(10), row.GetFieldValue<byte[]>(11));

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
