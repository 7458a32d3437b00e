using System.CommandLine;
using System.Globalization;
using Microsoft.IdentityModel.Tokens;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Platform;
using Spectre.Console;

namespace PovertyMonitor.Surveys.Files.CommandLine;

/// <summary>
/// The verb <c>import</c>: sends a census file to the running service and follows it. The service does the work, so this can be
/// killed and run again: the same file is the same import. Exit codes: 0 everything was right; 1 it could not be done; 2 rows
/// were left out or kept for a person (with <c>--dry-run</c>: would be).
/// </summary>
internal static class ImportCommand
{
    /// <summary>The environment variable that holds a token.</summary>
    public const string TokenVariable = "POVERTYMONITOR_TOKEN";

    private const int ShownProblems = 20;
    private static readonly Argument<FileInfo> _file = new Argument<FileInfo>("file") { Description = "The census file, CSV or XLSX; see /api/files/template.xlsx." }.AcceptExistingOnly();
    private static readonly Option<string> _round = new("--round") { Description = "The survey round, such as 2026-1.", Required = true };
    private static readonly Option<bool> _dryRun = new("--dry-run") { Description = "Only check the file; nothing is taken." };
    private static readonly Option<bool> _clean = new("--only-if-clean") { Description = "Take nothing while the file has problems." };
    private static readonly Option<FileInfo?> _report = new("--report") { Description = "Where to save every problem, as CSV." };
    private static readonly Option<string> _regency = new("--regency") { Description = "The regency (Development only; elsewhere the token says it).", DefaultValueFactory = _ => "35.22" };
    private static readonly Option<FileInfo?> _token = new("--token-file") { Description = $"A file that holds the token of an operator or planner; else the variable {TokenVariable}; in Development none is needed." };
    private static readonly Option<string> _language = new Option<string>("--language") { Description = "The language of problems.", DefaultValueFactory = _ => "id" }.AcceptOnlyFromAmong("id", "en");
    private static readonly Option<int> _patience = new("--patience") { Description = "Seconds to wait for a service that is away.", DefaultValueFactory = _ => 300 };

    private static readonly Option<Uri> _address = new("--address")
    {
        Description = "Where the service is.",
        DefaultValueFactory = _ => new Uri(ListenAddress.Default),
        CustomParser = result =>
        {
            if (Uri.TryCreate(result.Tokens.Single().Value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https") return address;
            result.AddError($"--address is an address such as {ListenAddress.Default}.");
            return null;
        },
    };

    /// <summary>The command with its options.</summary>
    /// <param name="development">Whether the environment is Development; there it makes a token of its own.</param>
    /// <param name="dataDirectory">The running service's data directory, where the key of such tokens is.</param>
    /// <param name="clock">When the token begins.</param>
    public static Command Create(bool development, Func<string> dataDirectory, IClock clock)
    {
        var command = new Command("import", "Sends a census file to the running service, checks it and imports it. Exit code 2: some rows were left out.")
        {
            _file, _round, _dryRun, _clean, _report, _address, _regency, _token, _language, _patience,
        };
        command.SetAction(async (parsed, ct) =>
        {
            var error = parsed.InvocationConfiguration.Error;
            if (TokenOf(parsed, development, dataDirectory, clock) is not { } token)
            {
                await error.WriteLineAsync($"import needs the token of an operator or planner: --token-file, or the variable {TokenVariable}.");
                return 1;
            }
            try
            {
                return await RunAsync(parsed, token, ct);
            }
            catch (Exception failure) when (failure is ImportException or IOException or UnauthorizedAccessException)
            {
                await error.WriteLineAsync(failure.Message);
                return 1;
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string token, CancellationToken ct)
    {
        var output = parsed.InvocationConfiguration.Output;
        using var http = new HttpClient { BaseAddress = parsed.GetValue(_address), Timeout = Timeout.InfiniteTimeSpan };
        var client = new ImportClient(http, token, parsed.GetValue(_language)!, TimeSpan.FromSeconds(parsed.GetValue(_patience)));
        var terminal = output == Console.Out && !Console.IsOutputRedirected ? AnsiConsole.Console : null;
        var request = new ImportRequest(parsed.GetValue(_file)!.FullName, parsed.GetValue(_round)!, parsed.GetValue(_dryRun), parsed.GetValue(_clean));
        var status = await new ImportRun(client, terminal, output).RunAsync(request, ct);
        if (parsed.GetValue(_report) is { } report)
        {
            await client.SaveReportAsync(status.Id, report.FullName, ct);
            await output.WriteLineAsync($"Problems: {report.FullName}");
        }
        else
        {
            foreach (var problem in status.Problems.Take(ShownProblems)) await output.WriteLineAsync(problem);
            if (status.Counts.Problems + status.Counts.Warnings > ShownProblems) await output.WriteLineAsync("... all of them with --report FILE.csv");
        }
        await output.WriteLineAsync(SummaryOf(status));
        return status.State is "unreadable" or "paused" ? 1 : status.Counts.Problems > 0 ? 2 : 0;
    }

    private static string SummaryOf(FileStatus status) => string.Create(CultureInfo.InvariantCulture,
        $"{status.State}: {status.Counts.Households:N0} households with {status.Counts.Members:N0} members; {status.Counts.Taken:N0} taken, {status.Counts.Already:N0} already there, {status.Counts.Kept:N0} kept for review, {status.Counts.Refused:N0} left out; {status.Counts.Problems:N0} problems, {status.Counts.Warnings:N0} warnings");

    private static string? TokenOf(ParseResult parsed, bool development, Func<string> dataDirectory, IClock clock)
    {
        if (parsed.GetValue(_token) is { } file) return File.ReadAllText(file.FullName).Trim();
        if (Environment.GetEnvironmentVariable(TokenVariable) is { Length: > 0 } token) return token;
        if (!development) return null;
        SecurityKey key = DevelopmentKey.LoadOrCreate(dataDirectory());
        return DevelopmentTokens.Issue(key, new Caller("import", Role.Operator, parsed.GetValue(_regency), [], []), clock.GetCurrentInstant(), Duration.FromDays(1));
    }
}
