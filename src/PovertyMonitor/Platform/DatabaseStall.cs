using Npgsql;

namespace PovertyMonitor.Platform;

/// <summary>A transaction that the database ended because this program stood still in the middle of it (see <see cref="StreamLock.StallLimit"/>).</summary>
internal static class DatabaseStall
{
    /// <summary>PostgreSQL's code of it: idle_in_transaction_session_timeout.</summary>
    public const string SqlState = "25P03";

    private const int Starts = 4;

    /// <summary>Whether it is the reason of a failure, in whatever it was wrapped.</summary>
    public static bool Is(Exception? failure) => failure switch
    {
        null => false,
        PostgresException { SqlState: SqlState } => true,
        AggregateException many => many.InnerExceptions.Any(Is),
        _ => Is(failure.InnerException),
    };

    /// <summary>Does something anew that came to nothing through a stall; it must leave nothing behind then, as a transaction does.</summary>
    public static async Task OvercomeAsync(Func<Task> work)
    {
        for (var start = 1; ; start++)
        {
            try
            {
                await work();
                return;
            }
            catch (Exception e) when (start < Starts && Is(e))
            {
                // What was slow the first time (compiled, read from disk) is not the next time.
            }
        }
    }
}
