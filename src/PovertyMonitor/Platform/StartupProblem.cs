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
        NpgsqlException => $"The database can't be used: {failure.Message.TrimEnd('.')}. " +
            $"Check ConnectionStrings:{ServiceDatabase.ConnectionName}, and that its server runs.",
        ArgumentException { Source: "Npgsql" } or FormatException { Source: "Npgsql" } =>
            $"ConnectionStrings:{ServiceDatabase.ConnectionName} is not a connection string: {failure.Message}",
        _ => null,
    };
}
