using System.CommandLine;

namespace PovertyMonitor.Benchmarks.Intake;

/// <summary>
/// The entrances against bare writers of the same rows or bytes, durable, in one run: ways take turns, the median of the
/// rounds is printed with its ratio.
/// </summary>
internal static class IntakeCommand
{
    private static readonly Option<int> _submissions = new("--submissions") { Description = "Submissions of one round in JSON; 0 for none.", DefaultValueFactory = _ => 20_000 };
    private static readonly Option<int> _rounds = new("--rounds") { Description = "Timed rounds.", DefaultValueFactory = _ => 5 };
    private static readonly Option<int> _clients = new("--clients") { Description = "Clients or writers at once.", DefaultValueFactory = _ => 4 };
    private static readonly Option<int> _request = new("--request") { Description = "Submissions of one JSON request.", DefaultValueFactory = _ => 1000 };
    private static readonly Option<int> _posts = new("--posts") { Description = "OpenRosa posts of one round at each concurrency; 0 for none.", DefaultValueFactory = _ => 2000 };
    private static readonly Option<int[]> _at = new("--at") { Description = "Phones that post at once; may be given several times.", DefaultValueFactory = _ => [1, 8, 32] };
    private static readonly Option<int> _stored = new("--stored") { Description = "Submissions stored for the OpenRosa run with a full store; 0 for none.", DefaultValueFactory = _ => 300_000 };
    private static readonly Option<bool> _projections = new("--projections") { Description = "Compute figures and alerts meanwhile, on the same processors." };

    public static Command Create()
    {
        var command = new Command("intake", "Submissions taken per second, side by side with bare writers.") { _submissions, _rounds, _clients, _request, _posts, _at, _stored, _projections };
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task RunAsync(ParseResult parsed)
    {
        var (submissions, rounds, clients) = (parsed.GetValue(_submissions), parsed.GetValue(_rounds), parsed.GetValue(_clients));
        await using var service = await BenchService.StartAsync(parsed.GetValue(_projections));
        Console.WriteLine($"\n{submissions:N0} submissions a round, {rounds} rounds, {clients} clients, {Environment.ProcessorCount} processors, median");
        var (posts, stored, at) = (parsed.GetValue(_posts), parsed.GetValue(_stored), parsed.GetValue(_at)!);
        foreach (var round in (string[])[Census.Round, OpenRosaRatio.Round]) await service.OpenRoundAsync(round);
        await using var bare = await BareEndpoint.StartAsync(service.ConnectionString);
        if (posts > 0) await OpenRosaRatio.PrintAsync(service, bare, "empty store", posts, rounds, at);
        if (submissions > 0) await JsonRatio.PrintAsync(service, submissions, rounds, clients, parsed.GetValue(_request));
        if (submissions > 0) await JsonPhases.PrintAsync(service.Services, Census.Requests(2000, 1000, seed: 999));
        if (posts == 0 || stored == 0) return;
        await JsonClients.SendAsync(service, Census.Requests(stored, 5000, seed: 0), clients);
        await OpenRosaRatio.PrintAsync(service, bare, $"{stored:N0} stored", posts, rounds, at);
    }
}
