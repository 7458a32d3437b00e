using System.CommandLine;

namespace PovertyMonitor.Benchmarks.Intake;

/// <summary>
/// The entrances against bare writers of the same rows or bytes, durable, in one run: ways take turns, the median of the
/// rounds is printed with its ratio.
/// </summary>
internal static class IntakeCommand
{
    private static readonly Option<int> _submissions = new("--submissions") { Description = "Submissions of one round.", DefaultValueFactory = _ => 20_000 };
    private static readonly Option<int> _rounds = new("--rounds") { Description = "Timed rounds.", DefaultValueFactory = _ => 5 };
    private static readonly Option<int> _clients = new("--clients") { Description = "Clients or writers at once.", DefaultValueFactory = _ => 4 };
    private static readonly Option<int> _request = new("--request") { Description = "Submissions of one JSON request.", DefaultValueFactory = _ => 1000 };
    private static readonly Option<bool> _projections = new("--projections") { Description = "Compute figures and alerts meanwhile, on the same processors." };

    public static Command Create()
    {
        var command = new Command("intake", "Submissions taken per second, side by side with bare writers.") { _submissions, _rounds, _clients, _request, _projections };
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task RunAsync(ParseResult parsed)
    {
        var (submissions, rounds, clients) = (parsed.GetValue(_submissions), parsed.GetValue(_rounds), parsed.GetValue(_clients));
        await using var service = await BenchService.StartAsync(parsed.GetValue(_projections));
        Console.WriteLine($"\n{submissions:N0} submissions a round, {rounds} rounds, {clients} clients, {Environment.ProcessorCount} processors, median");
        await JsonRatio.PrintAsync(service, submissions, rounds, clients, parsed.GetValue(_request));
    }
}
