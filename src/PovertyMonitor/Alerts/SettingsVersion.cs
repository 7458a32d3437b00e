using Npgsql;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Alerts;

/// <summary>How often settings that are kept in a stream were changed: what was read before is good for as long as that stands still.</summary>
/// <remarks>
/// By its age alone it isn't: whoever reads while another changes, on this node or another, would keep what was so before, and an
/// interview judged or an alert told by that meanwhile is never looked at again.
/// </remarks>
internal sealed class SettingsVersion(BriefConnections database)
{
    private const string Sql = "select version from mt_streams where tenant_id = $1 and id = $2";

    /// <summary>The same as one of several commands that go to the server together: no row where the stream has not begun.</summary>
    public static NpgsqlBatchCommand Command(string tenant, Guid stream) => new(Sql) { Parameters = { new() { Value = tenant }, new() { Value = stream } } };

    /// <summary>The stream's version; 0 where it has not begun.</summary>
    public async Task<long> OfAsync(string tenant, Guid stream, CancellationToken ct)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = stream });
        return await command.ExecuteScalarAsync(ct) is { } version ? Convert.ToInt64(version, System.Globalization.CultureInfo.InvariantCulture) : 0;
    }
}
