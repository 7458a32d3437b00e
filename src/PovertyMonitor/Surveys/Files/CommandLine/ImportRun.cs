using System.Globalization;
using Spectre.Console;

namespace PovertyMonitor.Surveys.Files.CommandLine;

/// <summary>What the verb <c>import</c> is asked for.</summary>
/// <param name="File">The file's path.</param>
/// <param name="Round">The survey round's code.</param>
/// <param name="DryRun">Whether it is only checked.</param>
/// <param name="OnlyIfClean">Whether nothing is taken while there are problems.</param>
internal sealed record ImportRequest(string File, string Round, bool DryRun, bool OnlyIfClean);

/// <summary>Sends a file, waits for its check and has it imported; shows how far it is by bars on a terminal, by lines elsewhere.</summary>
/// <param name="client">The way to the service.</param>
/// <param name="terminal">The terminal; null where the output goes elsewhere.</param>
/// <param name="output">Where lines go without a terminal.</param>
internal sealed class ImportRun(ImportClient client, IAnsiConsole? terminal, TextWriter output)
{
    private const int LinesOfAPart = 10;

    /// <summary>Runs to the end and returns the file's last status.</summary>
    /// <exception cref="ImportException">The service stayed away, or refused.</exception>
    public Task<FileStatus> RunAsync(ImportRequest request, CancellationToken ct) => terminal is null
        ? RunAsync(request, AsLines, ct)
        : terminal.Progress().Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .StartAsync(bars => RunAsync(request, part =>
            {
                var bar = bars.AddTask(part, maxValue: 1);
                return (done, detail) => bar.Value(done).Description($"{part} {Markup.Escape(detail)}".Trim());
            }, ct));

    private async Task<FileStatus> RunAsync(ImportRequest request, Func<string, Action<double, string>> part, CancellationToken ct)
    {
        var sending = part("Send");
        var status = await client.SendAsync(request.File, request.Round, done => sending(done, ""), ct);
        var checking = part("Check");
        status = await client.WhileAsync(status, "checking", s => checking(0, RowsOf(s)), ct);
        checking(1, RowsOf(status));
        if (request.DryRun || status.State == "unreadable") return await client.AskAsync(status.Id, ct);
        if (status.State is "checked" or "paused") status = await client.ImportAsync(status.Id, request.OnlyIfClean, ct);
        var importing = part("Import");
        status = await client.WhileAsync(status, "importing", s => importing(s.Done, TakenOf(s)), ct);
        importing(status.Done, TakenOf(status));
        return await client.AskAsync(status.Id, ct);
    }

    private Action<double, string> AsLines(string part)
    {
        var last = ("", -1);
        return (done, detail) =>
        {
            // The check knows no end, so its lines are by what it has found.
            var now = (done is 0 ? detail : "", (int)(done * LinesOfAPart));
            if (now == last) return;
            last = now;
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{part} {(done > 0 ? $"{done:P0} " : "")}{detail}").TrimEnd());
        };
    }

    private static string RowsOf(FileStatus status) => string.Create(CultureInfo.InvariantCulture, $"({status.Counts.Rows:N0} rows)");

    private static string TakenOf(FileStatus status) => string.Create(CultureInfo.InvariantCulture, $"({status.Counts.Taken + status.Counts.Already:N0} households)");
}
