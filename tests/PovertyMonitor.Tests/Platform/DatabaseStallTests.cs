using Npgsql;
using PovertyMonitor.Platform;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Platform;

/// <summary>A transaction that the database ended because the program stood still is begun anew at the start, and said for what it is.</summary>
public sealed class DatabaseStallTests(PostgresServer server)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_stalled_is_done_once_more()
    {
        var database = await server.CreateDatabaseAsync();
        var starts = 0;

        await DatabaseStall.OvercomeAsync(() => ++starts == 1 ? StallAsync(database) : Task.CompletedTask);

        Assert.Equal(2, starts);
        await server.DropDatabaseAsync(database);
    }

    [Fact]
    public async Task What_stalls_again_and_again_is_told_as_that_and_anything_else_at_once()
    {
        PostgresException Failure(string state) => new("message", "FATAL", "FATAL", state);
        var starts = 0;
        Task FailAsync(string state)
        {
            starts++;
            throw new AggregateException(new InvalidOperationException("wrapped", Failure(state)));
        }

        var stalled = await Assert.ThrowsAsync<AggregateException>(() => DatabaseStall.OvercomeAsync(() => FailAsync(DatabaseStall.SqlState)));
        Assert.Equal(4, starts);
        Assert.StartsWith("The machine was too busy to start", StartupProblem.Explain(stalled), StringComparison.Ordinal);
        await Assert.ThrowsAsync<AggregateException>(() => DatabaseStall.OvercomeAsync(() => FailAsync(PostgresErrorCodes.UniqueViolation)));
        Assert.Equal(5, starts);
    }

    // As StreamLock has it, but for a moment: the server ends whoever says nothing in between.
    private static async Task StallAsync(string database)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(Ct);
        await using var transaction = await connection.BeginTransactionAsync(Ct);
        await using (var limit = new NpgsqlCommand("set local idle_in_transaction_session_timeout = 1", connection)) await limit.ExecuteNonQueryAsync(Ct);
        await connection.WaitAsync(Ct);
    }
}
