using System.CommandLine;
using System.Globalization;
using PovertyMonitor.Platform;
using Spectre.Console;

namespace PovertyMonitor.Villages.Verification;

/// <summary>
/// The verb <c>verify</c>: works every figure out anew from the log and compares it with what is stored. Exit codes: 0 all is equal;
/// 1 it could not be done, something differs, or the figures stand still behind the log.
/// </summary>
internal static class VerifyCommand
{
    private const int LinesOfAll = 10;
    private const int Looks = 20;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(500);
    private static readonly Option<string> _regency = new("--regency") { Description = "The regency's code.", DefaultValueFactory = _ => "35.22" };

    /// <summary>The command with its options.</summary>
    /// <param name="settings">The service's settings.</param>
    /// <param name="build">Builds the service over a database; it is not started.</param>
    public static Command Create(Func<WebApplicationBuilder> settings, Func<WebApplicationBuilder, string, WebApplication> build)
    {
        var command = new Command("verify", "Works every stored figure out anew from the log and compares it cell by cell; the service may run meanwhile. Exit code 1: something differs, or the figures stand still behind the log.") { _regency };
        command.SetAction(async (parsed, ct) =>
        {
            var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
            try
            {
                var builder = settings();
                builder.Logging.ClearProviders();
                await using var database = await ServiceDatabase.BorrowAsync(builder.Configuration, Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, ct);
                await using var service = build(builder, database.ConnectionString);
                var verifier = service.Services.GetRequiredService<Verifier>();
                if (Refusal(parsed.GetValue(_regency)!, await verifier.RegenciesAsync(ct)) is { } refusal)
                {
                    await error.WriteLineAsync(refusal);
                    return 1;
                }
                var terminal = output == Console.Out && !Console.IsOutputRedirected ? AnsiConsole.Console : null;
                var report = await RunAsync(progress => verifier.VerifyAsync(parsed.GetValue(_regency)!, progress, ct), terminal, output);
                // A running service takes up the next events within seconds.
                if (report.Behind > 0) report = report with { StandsStill = !await verifier.MovesAsync(report, Looks, stop => Task.Delay(Between, stop), ct) };
                await output.WriteLineAsync(Words(report));
                return report.IsSound ? 0 : 1;
            }
            catch (Exception failure) when (StartupProblem.Explain(failure) is { } explanation)
            {
                await error.WriteLineAsync(explanation);
                return 1;
            }
        });
        return command;
    }

    private static Task<VerificationReport> RunAsync(Func<Action<double>, Task<VerificationReport>> verify, IAnsiConsole? terminal, TextWriter output)
    {
        var shown = 0;
        return terminal is null
            ? verify(done =>
            {
                if ((int)(done * LinesOfAll) <= shown) return;
                shown = (int)(done * LinesOfAll);
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Verify {done:P0}"));
            })
            : terminal.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
                .StartAsync(bars =>
                {
                    var bar = bars.AddTask("Verify", maxValue: 1);
                    return verify(done => bar.Value(done));
                });
    }

    /// <summary>Why a regency can't be verified; <see langword="null"/> where it can.</summary>
    /// <param name="regency">The regency's code as it was typed.</param>
    /// <param name="known">The regencies that the store is of.</param>
    public static string? Refusal(string regency, IReadOnlyList<string> known) =>
        known.Count == 0 ? "There is no store in this database yet: start the service once, then verify."
        : known.Contains(regency) ? null
        : $"The store has no regency {regency}. It is of: {string.Join(", ", known)}.";

    /// <summary>What was found, in words.</summary>
    public static string Words(VerificationReport report)
    {
        var lines = new List<string>
        {
            report.Sequence is null ? $"{report.Regency}: there are no figures yet." : string.Create(CultureInfo.InvariantCulture,
                $"{report.Regency}: {report.Events:N0} events of {report.Households:N0} households replayed up to event {report.Sequence}; {report.Cells.Values.Sum():N0} cells compared, {report.Differing.Values.Sum():N0} differ."),
        };
        if (report.Behind > 0)
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"  {report.Behind:N0} events after that were not in the figures yet and were compared with nothing{(report.StandsStill ? "; the figures stand still: the service does not run, or something stops them (its log and /health/ready say what)" : "")}"));
        lines.AddRange(report.Differing.Select(d => string.Create(CultureInfo.InvariantCulture, $"  {d.Key}: {d.Value:N0} of {report.Cells[d.Key]:N0}")));
        lines.AddRange(report.Quarantined.Select(q => string.Create(CultureInfo.InvariantCulture, $"  event {q.Sequence} is in no figure: {q.Reason}")));
        lines.AddRange(report.Unready.Select(measure => $"  {measure} is not ready yet and was left out"));
        lines.AddRange(report.Examples.Select(e => $"  {e.Table} {e.Key}: stored {e.Stored ?? "nothing"}, by the log {e.Recomputed ?? "nothing"}"));
        return string.Join(Environment.NewLine, lines);
    }
}
