using Npgsql;
using PovertyMonitor.Benchmarks.Intake;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Benchmarks.Queries;

/// <summary>Waits until the figures hold the whole log.</summary>
internal static class CaughtUp
{
    public static async Task WaitAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await beat.WaitForNextTickAsync(ct))
        {
            await using var command = database.CreateCommand($"""
                select (select last_seq_id from mt_event_progression where name = $1) >= (select max(seq_id) from mt_events where tenant_id = $2)
                """);
            command.Parameters.Add(new() { Value = $"{PovertyProjection.ProjectionName}:All:{BenchService.Regency}" });
            command.Parameters.Add(new() { Value = BenchService.Regency });
            if (await command.ExecuteScalarAsync(ct) is true) return;
        }
    }
}
