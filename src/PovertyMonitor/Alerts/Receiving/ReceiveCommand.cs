using System.CommandLine;

namespace PovertyMonitor.Alerts.Receiving;

/// <summary>The verb <c>receive</c>: an agency's end of the alert delivery, to try it with.</summary>
internal static class ReceiveCommand
{
    private const int DefaultPort = 5090;

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var port = new Option<int>("--port")
        {
            Description = "The port on 127.0.0.1; 0 takes any that is free.",
            DefaultValueFactory = _ => DefaultPort,
        };
        port.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 0 or > ushort.MaxValue)
                result.AddError("--port is a number from 0 to 65535.");
        });
        var failFirst = new Option<int>("--fail-first") { Description = "Answers this many deliveries with 503 before it takes one." };
        var file = new Option<string?>("--file")
        {
            Description = "Appends each alert to this file, one JSON a line, and remembers those already in it.",
        };
        var command = new Command("receive", "Receives alerts on this machine and prints each, new or repeated.") { port, failFirst, file };
        command.SetAction((arguments, ct) =>
            RunAsync(arguments.GetValue(port), arguments.GetValue(failFirst), arguments.GetValue(file), ct));
        return command;
    }

    private static async Task<int> RunAsync(int port, int failFirst, string? file, CancellationToken ct)
    {
        try
        {
            using var ledger = new AlertLedger(file);
            await using var receiver = AlertReceiver.Create(port, failFirst, ledger, Console.WriteLine);
            await receiver.StartAsync(ct);
            Console.WriteLine($"Receiving alerts at {receiver.Urls.First()} (any path, POST). Stop with Ctrl+C. So far: {ledger.Summary}");
            await receiver.WaitForShutdownAsync(ct);
            Console.WriteLine($"Received: {ledger.Summary}");
            return 0;
        }
        catch (IOException failure) when (AlertReceiver.IsPortTaken(failure))
        {
            Console.Error.WriteLine($"Port {port} is taken. Name another with --port.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"{file} can't be used: {failure.Message}");
        }
        return 1;
    }
}
