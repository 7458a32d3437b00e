using System.ComponentModel;
using System.Diagnostics;

namespace PovertyMonitor.Platform.EmbeddedPostgres;

/// <summary>How a program ended and what it printed.</summary>
internal sealed record CommandResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}

/// <summary>Runs programs to their end, without a shell, in an environment free of other PostgreSQL settings.</summary>
internal static class Command
{
    private const int NotRunnable = 127;

    /// <summary>Runs a program and collects what it prints. One that cannot be run at all ends with code 127.</summary>
    public static async Task<CommandResult> RunAsync(
        IReadOnlyList<string> command, CancellationToken cancellation, string? workingDirectory = null)
    {
        try
        {
            using var process = Start(command, workingDirectory);
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            await WaitAsync(process, cancellation);
            return new CommandResult(process.ExitCode, (await output + await errors).Trim());
        }
        catch (Win32Exception e)
        {
            return new CommandResult(NotRunnable, e.Message);
        }
    }

    /// <summary>
    /// Runs a program that leaves a daemon behind. The daemon may keep the output open for ever, so nothing is
    /// read from it.
    /// </summary>
    public static async Task<int> RunDetachingAsync(IReadOnlyList<string> command, CancellationToken cancellation)
    {
        using var process = Start(command, workingDirectory: null);
        await WaitAsync(process, cancellation);
        return process.ExitCode;
    }

    private static Process Start(IReadOnlyList<string> command, string? workingDirectory)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            CreateNoWindow = true,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach (var variable in start.Environment.Keys.Where(k => k.StartsWith("PG", StringComparison.Ordinal)).ToList())
            start.Environment.Remove(variable);
        // The messages are looked into, so they must not be translated.
        start.Environment["LC_ALL"] = "C";

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    private static async Task WaitAsync(Process process, CancellationToken cancellation)
    {
        try
        {
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }
}
