using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform;
using PovertyMonitor.Surveys;
using PovertyMonitor.Surveys.Quality;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys.Bulk;

/// <summary>Every cell that an intake wrote, what is sealed in the clear; left out is what the clock, chance or another's turn makes.</summary>
internal static class TakenRows
{
    private static readonly string[] Tables =
    [
        SurveyTables.Receipts, SurveyTables.Contents, SurveyTables.Attachments, SurveyTables.Held, IdentityTables.Identities, DirectoryTable.Name, QualityTables.Flags, "mt_streams", "mt_events",
    ];

    /// <summary>The rows of all tables, in one order.</summary>
    public static async Task<List<string>> TakenRowsAsync(this TestApp app)
    {
        // What was held for its round is looked at once more at the next beat.
        await app.UntilAsync($"select not exists (select from {SurveyTables.Held} where seen_version < 0)");
        await using var connection = new NpgsqlConnection(app.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        var all = new List<string>();
        foreach (var table in Tables)
            await AddAsync(all, connection, $"""
                select '{table} ' || (case '{table}' when 'mt_events' then to_jsonb(t) - 'id' else to_jsonb(t) end - array['sealed', 'wrapped_key', 'received_at', 'noted_at', 'timestamp', 'created', 'seq_id'])::text, null::bytea, null::bytea
                from {table} as t where to_jsonb(t) ->> 'type' is distinct from 'round_opened'
                """, (_, _) => "");
        var master = app.Services.GetRequiredService<Sealer>();
        string Opened(byte[] key, byte[]? content) => content is null ? "" : Encoding.UTF8.GetString(PersonalKey.Unwrap(master, TestApp.Regency, key).Open(content, TestApp.Regency));
        await AddAsync(all, connection, $"select 'who ' || household_id || ' ' || subject_id || ' ', wrapped_key, sealed from {IdentityTables.Identities}", Opened);
        await AddAsync(all, connection, $"""
            select 'content ' || c.submission_id || ' ', i.wrapped_key, c.sealed from {SurveyTables.Contents} c
            join {IdentityTables.Identities} i on i.tenant_id = c.tenant_id and i.household_id = c.household_id and i.subject_id = c.household_id
            """, Opened);
        return [.. all.Order(StringComparer.Ordinal)];
    }

    private static async Task AddAsync(List<string> all, NpgsqlConnection connection, string sql, Func<byte[], byte[]?, string> open)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
            all.Add(rows.GetString(0) + open(rows.IsDBNull(1) ? [] : rows.GetFieldValue<byte[]>(1), rows.IsDBNull(2) ? null : rows.GetFieldValue<byte[]>(2)));
    }
}
