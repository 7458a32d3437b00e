using Npgsql;

namespace PovertyMonitor.Platform;

/// <summary>
/// Connections for transactions that leave nothing in their session: no setting, no lock, no cursor outlives them. They go
/// back to the pool as they are; others are reset by seven statements before they are used again, which for a single
/// submission is as much as the server does for it besides.
/// </summary>
/// <param name="source">The pool.</param>
internal sealed class BriefConnections(NpgsqlDataSource source) : IAsyncDisposable
{
    /// <summary>A connection; whoever takes it may set and lock only for the transaction.</summary>
    public ValueTask<NpgsqlConnection> OpenAsync(CancellationToken ct) => source.OpenConnectionAsync(ct);

    /// <summary>A statement by itself on a connection that it gives back.</summary>
    public NpgsqlCommand CreateCommand(string sql) => source.CreateCommand(sql);

    /// <summary>Statements that go to the server together, on a connection that it gives back.</summary>
    public NpgsqlBatch CreateBatch() => source.CreateBatch();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => source.DisposeAsync();
}
