using Microsoft.AspNetCore.Connections;
using Npgsql;

namespace PovertyMonitor.Platform;

/// <summary>Tells the failures an operator can mend from the ones that need a stack trace.</summary>
internal static class StartupProblem
{
    /// <summary>What to print for a failed start, or null when the failure is not one that explains itself.</summary>
    public static string? Explain(Exception failure) => failure switch
    {
        StartupException => failure.Message,
        IOException { InnerException: AddressInUseException } => ListenAddress.Busy(failure.Message.TrimEnd('.')),
        _ when DatabaseStall.Is(failure) =>
            $"The machine was too busy to start: again and again the program stood still for more than {StreamLock.StallLimit.TotalSeconds} s in the middle of a transaction. " +
            "Start it again when less runs beside it.",
        NpgsqlException => $"The database can't be used: {failure.Message.TrimEnd('.')}. " +
            $"Check ConnectionStrings:{ServiceDatabase.ConnectionName}, and that its server runs.",
        ArgumentException { Source: "Npgsql" } or FormatException { Source: "Npgsql" } =>
            $"ConnectionStrings:{ServiceDatabase.ConnectionName} is not a connection string: {failure.Message}",
        _ => null,
    };
}
