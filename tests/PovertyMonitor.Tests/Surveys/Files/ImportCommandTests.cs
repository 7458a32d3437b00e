using System.CommandLine;
using NodaTime;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys.Files.CommandLine;
using PovertyMonitor.Surveys.Files.Format;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Tests.Surveys.Files.Format;

namespace PovertyMonitor.Tests.Surveys.Files;

/// <summary>The verb <c>import</c> against the service as it is run.</summary>
[Collection(CensusFileApp.Name)]
public sealed class ImportCommandTests(SharedApp shared)
{
    private readonly string _data = Path.Combine(TestRun.NewDirectory("import"), "data");

    [Fact]
    public async Task Problems_are_printed_and_saved_and_told_by_the_exit_code()
    {
        var ct = TestContext.Current.CancellationToken;
        var app = shared.App;
        var rows = CensusFiles.Rows(2, from: CensusFiles.NewNumbers(2));
        rows[0][Layout.ByCode["housing.floor"].Index] = "emas";
        var file = await FileAsync(ReadFile.Csv(Language.Indonesian, rows));
        var token = await FileAsync(System.Text.Encoding.UTF8.GetBytes(app.TokenFor(PovertyMonitor.Access.Role.Operator)));
        var report = $"{file}.problems.csv";

        var dry = await RunAsync(_data, app.Client.BaseAddress!, file, ct, "--dry-run", "--token-file", token, "--language", "en");
        var clean = await RunAsync(_data, app.Client.BaseAddress!, file, ct, "--only-if-clean", "--token-file", token, "--language", "en");
        var run = await RunAsync(_data, app.Client.BaseAddress!, file, ct, "--report", report, "--token-file", token);
        var broken = await RunAsync(_data, app.Client.BaseAddress!, token, ct, "--token-file", token);

        Assert.Equal((2, 1, 2, 1), (dry.ExitCode, clean.ExitCode, run.ExitCode, broken.ExitCode));
        Assert.Contains("Main floor material): Not one of the choices.", dry.Output, StringComparison.Ordinal);
        Assert.Contains("file.not_clean", clean.Error, StringComparison.Ordinal);
        Assert.Contains("1 taken, 0 already there, 0 kept for review, 1 left out", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await File.ReadAllLinesAsync(report, ct)).Length);
        Assert.Contains("unreadable", broken.Output, StringComparison.Ordinal);
    }

    internal static async Task<(int ExitCode, string Output, string Error)> RunAsync(string data, Uri address, string file, CancellationToken ct, params string[] options)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var root = new RootCommand { ImportCommand.Create(development: true, () => data, SystemClock.Instance) };
        var exitCode = await root.Parse(["import", file, "--round", ReadFile.Round, "--address", address.ToString(), .. options])
            .InvokeAsync(new InvocationConfiguration { Output = TextWriter.Synchronized(output), Error = error }, ct);
        return (exitCode, output.ToString(), error.ToString());
    }

    internal static async Task<string> FileAsync(byte[] content)
    {
        var path = Path.Combine(TestRun.NewDirectory("file"), "sensus.csv");
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        return path;
    }
}
