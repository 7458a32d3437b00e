using Npgsql;

namespace PovertyMonitor.Villages.Building;

/// <summary>
/// Lets everybody read this version of the projection as soon as it has caught up, in every regency, with the one read so far. Until
/// then the older one is read, as it stands.
/// </summary>
internal sealed partial class VersionSwitch(NpgsqlDataSource database, ILogger<VersionSwitch> logger) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var beat = new PeriodicTimer(Beat);
        do
        {
            try
            {
                if (await IsDoneAsync(stoppingToken)) return;
            }
            catch (NpgsqlException e)
            {
                LogFailed(e.GetType().Name);
            }
        }
        while (await beat.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<bool> IsDoneAsync(CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        if (await LiveVersion.ReadAsync(connection, ct) is null or PovertyTables.Version) return true;
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var behind = new NpgsqlCommand($"""
            select exists (select from {PovertyTables.Progress} old left join {PovertyTables.Own.Progress} p using (tenant_id) where p.sequence is null or p.sequence < old.sequence)
                or exists (select from {PovertyTables.Own.Fills} where not ready)
            """, connection, transaction);
        if ((bool)(await behind.ExecuteScalarAsync(ct))!) return false;
        await PovertyViews.SwitchAsync(connection, ct);
        await transaction.CommitAsync(ct);
        LogSwitched(PovertyTables.Version);
        return true;
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Figures are read from version {Version} of the projection from now on")]
    private partial void LogSwitched(int version);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether the new version of the projection has caught up could not be told yet: {Failure}")]
    private partial void LogFailed(string failure);
}
