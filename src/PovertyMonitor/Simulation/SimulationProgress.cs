using System.Globalization;
using Spectre.Console;

namespace PovertyMonitor.Simulation;

/// <summary>Shows how far a run is: a bar on a terminal, a line for every quarter of a round elsewhere.</summary>
internal static class SimulationProgress
{
    private const int LinesOfARound = 4;

    /// <summary>Sends all rounds and shows it.</summary>
    /// <param name="run">The run.</param>
    /// <param name="villages">How many villages each round has.</param>
    /// <param name="rounds">How many rounds.</param>
    /// <param name="terminal">The terminal; null where the output goes elsewhere.</param>
    /// <param name="output">Where lines go without a terminal.</param>
    /// <param name="ct">Stops the sending.</param>
    public static Task ShowAsync(SimulationRun run, int villages, int rounds, IAnsiConsole? terminal, TextWriter output, CancellationToken ct) =>
        terminal is null ? AsLinesAsync(run, villages, rounds, output, ct) : AsBarsAsync(run, villages, rounds, terminal, ct);

    private static Task AsBarsAsync(SimulationRun run, int villages, int rounds, IAnsiConsole terminal, CancellationToken ct) => terminal.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .StartAsync(async bars =>
        {
            for (var round = 0; round < rounds; round++)
            {
                var bar = bars.AddTask($"Round {SurveyCalendar.Code(round)}", maxValue: villages);
                await run.SendAsync(round, () => bar.Increment(1), ct);
            }
        });

    private static async Task AsLinesAsync(SimulationRun run, int villages, int rounds, TextWriter output, CancellationToken ct)
    {
        for (var round = 0; round < rounds; round++)
        {
            var (code, done) = (SurveyCalendar.Code(round), 0);
            await run.SendAsync(round, () =>
            {
                var now = Interlocked.Increment(ref done);
                if (now * LinesOfARound / villages > (now - 1) * LinesOfARound / villages)
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                        $"Round {code}: {now} of {villages} villages; {run.Tally.Submissions:N0} submissions, {run.Tally.Rate(run.Elapsed):N0} a second"));
            }, ct);
        }
    }
}
