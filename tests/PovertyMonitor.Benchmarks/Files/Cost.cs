using Npgsql;
using PovertyMonitor.Benchmarks.Intake;

namespace PovertyMonitor.Benchmarks.Files;

/// <summary>What some work cost for each of the things it was done for.</summary>
/// <param name="Processor">Processor time of all.</param>
/// <param name="LogBytes">What PostgreSQL wrote to its log ahead.</param>
/// <param name="Transactions">How many transactions were committed.</param>
/// <param name="Things">How many things there were.</param>
internal sealed record Cost(ProcessorTime Processor, decimal LogBytes, long Transactions, int Things)
{
    /// <summary>Does the work and says what it cost, with everything that ran meanwhile on the database and in this process.</summary>
    public static async Task<Cost> OfAsync(string connectionString, int things, Func<Task> work)
    {
        var (processor, log, transactions) = (await ProcessorTime.ReadAsync(connectionString), await LogAsync(connectionString), await TransactionsAsync(connectionString));
        await work();
        return new(await ProcessorTime.ReadAsync(connectionString) - processor, await LogAsync(connectionString) - log, await TransactionsAsync(connectionString) - transactions, things);
    }

    public override string ToString() =>
        $"{Processor.Own.TotalMicroseconds / Things:F0} microseconds of this process and {Processor.Database.TotalMicroseconds / Things:F0} of PostgreSQL, {LogBytes / Things / 1024:F1} KiB of log a household; {Transactions:N0} transactions";

    private static Task<decimal> LogAsync(string connectionString) => ReadAsync<decimal>(connectionString, "select pg_current_wal_insert_lsn() - '0/0'::pg_lsn");

    private static Task<long> TransactionsAsync(string connectionString) => ReadAsync<long>(connectionString, "select sum(xact_commit)::bigint from pg_stat_database");

    private static async Task<T> ReadAsync<T>(string connectionString, string sql)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
