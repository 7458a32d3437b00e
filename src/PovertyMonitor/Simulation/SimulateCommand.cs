using System.CommandLine;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Platform;
using PovertyMonitor.Regions;
using Spectre.Console;

namespace PovertyMonitor.Simulation;

/// <summary>The verb <c>simulate</c>: enumerators who survey a made-up population over the running service's HTTP API.</summary>
internal static class SimulateCommand
{
    private const int MostHouseholds = 2_000_000;
    private static readonly TimeSpan LongestKnock = TimeSpan.FromSeconds(10);
    private static readonly Option<int> _households = Number("--households", "How many households there are in the first round.", 2000, 1, MostHouseholds);
    private static readonly Option<int> _rounds = Number("--rounds", "How many yearly survey rounds, the first in 2019.", 2, 1, SurveyCalendar.MostRounds);
    private static readonly Option<long> _seed = new("--seed") { Description = "The same seed makes the same submissions.", DefaultValueFactory = _ => 1 };
    private static readonly Option<string> _regency = new("--regency") { Description = "The regency.", DefaultValueFactory = _ => "35.22" };
    private static readonly Option<int> _senders = Number("--senders", "How many requests are on their way at a time.", 4, 1, 64);
    private static readonly Option<int> _batch = Number("--batch", "The most submissions in one request.", 100, 1, 1000);
    private static readonly Option<int> _patience = Number("--patience", "Seconds to wait for a service that is away.", 300, 1, 86_400);

    private static readonly Option<Uri> _address = new("--address")
    {
        Description = "Where the service is.",
        DefaultValueFactory = _ => new Uri(ListenAddress.Default),
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens.Single().Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
                return address;
            result.AddError($"--address is an address such as {ListenAddress.Default}.");
            return null;
        },
    };

    /// <summary>The command with its options.</summary>
    /// <param name="development">Whether the environment is Development; the tokens are good for nothing elsewhere.</param>
    /// <param name="dataDirectory">The running service's data directory, where the key of its tokens is.</param>
    /// <param name="clock">When the tokens begin.</param>
    public static Command Create(bool development, Func<string> dataDirectory, IClock clock)
    {
        var command = new Command("simulate", "Surveys a made-up population over the running service's API (Development only).")
        {
            _households, _rounds, _seed, _address, _regency, _senders, _batch, _patience,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            if (!development)
            {
                await error.WriteLineAsync("simulate works in Development only: a made-up population has no place among real households.");
                return 1;
            }
            try
            {
                return await RunAsync(parsed, DevelopmentKey.LoadOrCreate(dataDirectory()), clock, output, ct);
            }
            catch (Exception failure) when (failure is SimulationException or InvalidOperationException)
            {
                await error.WriteLineAsync(failure.Message);
                return 1;
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(
        ParseResult parsed, Microsoft.IdentityModel.Tokens.SecurityKey key, IClock clock, TextWriter output, CancellationToken ct)
    {
        var (regency, rounds, seed) = (parsed.GetValue(_regency)!, parsed.GetValue(_rounds), parsed.GetValue(_seed));
        var villages = new Register(RegisterFile.Read(regency)).Villages.Select(v => v.Code);
        var population = new Population(villages, parsed.GetValue(_households), rounds, seed);
        using var http = new HttpClient(new SocketsHttpHandler { ConnectTimeout = LongestKnock }) { BaseAddress = parsed.GetValue(_address) };
        var sender = new SurveySender(http, new EnumeratorTokens(key, regency, clock), TimeSpan.FromSeconds(parsed.GetValue(_patience)));
        var run = new SimulationRun(population, sender, parsed.GetValue(_senders), parsed.GetValue(_batch));
        var terminal = output == Console.Out && !Console.IsOutputRedirected ? AnsiConsole.Console : null;
        await SimulatedRounds.OpenAsync(http, key, regency, clock, rounds, ct);
        try
        {
            await SimulationProgress.ShowAsync(run, population.Villages, rounds, terminal, output, ct);
        }
        finally
        {
            await output.WriteLineAsync(run.Tally.Summary(run.Elapsed));
        }
        return run.Tally.Refused == 0 ? 0 : 2;
    }

    private static Option<int> Number(string name, string description, int usual, int least, int most)
    {
        var option = new Option<int>(name) { Description = description, DefaultValueFactory = _ => usual };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is var number && (number < least || number > most))
                result.AddError($"{name} is a number from {least} to {most}.");
        });
        return option;
    }
}
