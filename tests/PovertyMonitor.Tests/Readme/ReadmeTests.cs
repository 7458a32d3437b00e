using System.Diagnostics;
using PovertyMonitor.Platform;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Readme;

/// <summary>The README's walk-through, executed against the service as a process.</summary>
public sealed class ReadmeTests
{
    // The program is built already and listens on a free port: these two are all that differs from a reader's terminal.
    private const string Preamble = """
        set -euo pipefail
        dotnet() {
          [ "$1 $2 $3 $4" = 'run --project src/PovertyMonitor --' ] || { echo "unexpected: dotnet $*" >&2; return 1; }
          [ "$5" = simulate ] || [ "$5" = import ] && set -- "$@" --address "$ADDRESS"
          command dotnet "$PROGRAM" "${@:5}"
        }

        """;

    [Fact]
    public async Task The_walk_through_runs_and_shows_what_it_says()
    {
        var ct = TestContext.Current.CancellationToken;
        var data = Path.Combine(TestRun.NewDirectory("readme"), "data");
        await using var service = ServiceProcess.Start(data);
        var address = (await service.AddressAsync(ct)).GetLeftPart(UriPartial.Authority);
        var readme = await File.ReadAllTextAsync(Path.Combine(TestRun.Checkout, "README.md"), ct);
        var script = readme.Split("<!-- walk-through: begin -->")[1].Split("<!-- walk-through: end -->")[0].Replace("```bash", "", StringComparison.Ordinal)
            .Replace("```", "", StringComparison.Ordinal).Replace("http://127.0.0.1:5080", address, StringComparison.Ordinal);

        var (exitCode, output) = await RunAsync(Preamble + script, data, address, ct);

        Assert.True(exitCode == 0, output);
        Assert.Contains("refused 0", output, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"accepted\"", output, StringComparison.Ordinal);
        Assert.Contains("\"status\":\"already\"", output, StringComparison.Ordinal);
        Assert.Contains("\"villages\":[", output, StringComparison.Ordinal);
        Assert.Contains("\"round\":\"2019\"", output, StringComparison.Ordinal);
        Assert.Contains("\"5.villages-above-20\"", output, StringComparison.Ordinal);
        Assert.Contains("\"state\":\"inForce\"", output, StringComparison.Ordinal);
        Assert.Contains("<formID>household-2026-1</formID>", output, StringComparison.Ordinal);
        Assert.Contains("imported: 2 households with 4 members; 2 taken", output, StringComparison.Ordinal);
        Assert.Matches("\"dasaWisma\":\"Melati 1\",\"expected\":[0-9]+,\"visited\":2,\"left\":\\[{", output);
        Assert.Contains("\"kind\":\"became-poor\"", output, StringComparison.Ordinal);
        Assert.Contains("The household moved to Pacul (35.22.15.2002), RT 005, RW 001.", output, StringComparison.Ordinal);
        Assert.Contains("\"knownAt\":300", output, StringComparison.Ordinal);
        Assert.Contains("\"flow\":\"notInterviewedAgain\"", output, StringComparison.Ordinal);
        Assert.Contains("/open-data/35.22/poverty-2019-global-mpi-2018/1/figures.csv", output, StringComparison.Ordinal);
        Assert.Contains(" cells compared, 0 differ.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("/problems/", output, StringComparison.Ordinal);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string script, string data, string address, CancellationToken ct)
    {
        var start = new ProcessStartInfo("bash", ["-c", script]) { WorkingDirectory = TestRun.Checkout, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["PovertyMonitor__DataDirectory"] = data;
        start.Environment["PROGRAM"] = typeof(DataDirectory).Assembly.Location;
        start.Environment["ADDRESS"] = address;
        using var bash = Process.Start(start)!;
        var output = await Task.WhenAll(bash.StandardOutput.ReadToEndAsync(ct), bash.StandardError.ReadToEndAsync(ct));
        await bash.WaitForExitAsync(ct);
        return (bash.ExitCode, string.Join('\n', output));
    }
}
