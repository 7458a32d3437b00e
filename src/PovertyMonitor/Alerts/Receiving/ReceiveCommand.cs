using System.CommandLine;
using PovertyMonitor.Alerts.Delivery;

namespace PovertyMonitor.Alerts.Receiving;

/// <summary>The verb <c>receive</c>: an agency's end of the alert delivery, to try it with.</summary>
internal static class ReceiveCommand
{
    private const int DefaultPort = 5090;
    private const string SecretVariable = "POVERTYMONITOR_RECEIVE_SECRET";

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
        var secret = new Option<string[]>("--secret")
        {
            Description = $"The receiver's secret (whsec_...); twice during a change of secrets. What is not signed with it is refused. Without it the variable {SecretVariable} counts, which no list of processes shows.",
            DefaultValueFactory = _ => Environment.GetEnvironmentVariable(SecretVariable) is { Length: > 0 } text ? text.Split(' ', StringSplitOptions.RemoveEmptyEntries) : [],
        };
        secret.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<string[]>()?.Any(s => WebhookSignature.Read(s) is null) == true)
                result.AddError("--secret is what the service answered when the receiver was stated: whsec_ and Base64.");
        });
        var command = new Command("receive", "Receives alerts on this machine and prints each: new or repeated, signed or not.") { port, failFirst, file, secret };
        command.SetAction((arguments, ct) =>
            RunAsync(arguments.GetValue(port), arguments.GetValue(failFirst), arguments.GetValue(file), [.. (arguments.GetValue(secret) ?? []).Select(s => WebhookSignature.Read(s)!)], ct));
        return command;
    }

    private static async Task<int> RunAsync(int port, int failFirst, string? file, IReadOnlyList<byte[]> secrets, CancellationToken ct)
    {
        try
        {
            using var ledger = new AlertLedger(file);
            await using var receiver = AlertReceiver.Create(port, failFirst, ledger, Console.WriteLine, secrets);
            await receiver.StartAsync(ct);
            Console.WriteLine($"Receiving alerts at {receiver.Urls.First()} (any path, POST), {(secrets.Count == 0 ? "signatures not checked (no --secret)" : "signatures checked")}. Stop with Ctrl+C. So far: {ledger.Summary}");
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
