using System.CommandLine;
using NodaTime;
using Npgsql;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys.Files.CommandLine;
using PovertyMonitor.Surveys.Files.Format;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Tests.Surveys.Files.Format;

namespace PovertyMonitor.Tests.Surveys.Files;

/// <summary>The verb <c>import</c> against the service as it is run.</summary>
public sealed class ImportCommandTests(PostgresServer server)
{
    private const int Households = 4000;
    private readonly string _data = Path.Combine(TestRun.NewDirectory("import"), "data");

    [Fact]
    public async Task A_service_killed_again_and_again_in_the_middle_has_every_household_once_in_the_end()
    {
        var ct = TestContext.Current.CancellationToken;
        var database = await server.CreateDatabaseAsync();
        (string, string)[] settings = [("ConnectionStrings:PovertyMonitor", database)];
        var file = await FileAsync(ReadFile.Csv(Language.Indonesian, CensusFiles.Rows(Households, 1)));
        var first = await StartAsync(settings, "http://127.0.0.1:0", ct);
        var (service, address) = (first.Service, first.Address);
        var import = RunAsync(address, file, ct);
        for (var killed = 1; killed <= 3; killed++)
        {
            await TakenAsync(database, killed * Households / 5, ct);
            await service.KillAsync(ct);
            await service.DisposeAsync();
            service = (await StartAsync(settings, address.ToString(), ct)).Service;
        }
        var run = await import;
        var again = await RunAsync(address, file, ct);
        await service.DisposeAsync();

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("imported: 4,000 households with 4,000 members", run.Output, StringComparison.Ordinal);
        Assert.Contains("0 taken, 4,000 already there", again.Output, StringComparison.Ordinal);
        Assert.Equal(Households, await CountAsync(database, "select count(*) from mt_events where type = 'interview_completed'", ct));
        Assert.Equal(Households, await CountAsync(database, "select count(distinct data ->> 'submissionId') from mt_events where type = 'interview_completed'", ct));
        await server.DropDatabaseAsync(database);
    }

    [Fact]
    public async Task Problems_are_printed_and_saved_and_told_by_the_exit_code()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var app = await TestApp.StartAsync(server);
        var rows = CensusFiles.Rows(2);
        rows[0][Layout.ByCode["housing.floor"].Index] = "emas";
        var file = await FileAsync(ReadFile.Csv(Language.Indonesian, rows));
        var token = await FileAsync(System.Text.Encoding.UTF8.GetBytes(app.TokenFor(PovertyMonitor.Access.Role.Operator)));
        var report = $"{file}.problems.csv";

        var dry = await RunAsync(app.Client.BaseAddress!, file, ct, "--dry-run", "--token-file", token, "--language", "en");
        var clean = await RunAsync(app.Client.BaseAddress!, file, ct, "--only-if-clean", "--token-file", token, "--language", "en");
        var run = await RunAsync(app.Client.BaseAddress!, file, ct, "--report", report, "--token-file", token);
        var broken = await RunAsync(app.Client.BaseAddress!, token, ct, "--token-file", token);

        Assert.Equal((2, 1, 2, 1), (dry.ExitCode, clean.ExitCode, run.ExitCode, broken.ExitCode));
        Assert.Contains("Main floor material): Not one of the choices.", dry.Output, StringComparison.Ordinal);
        Assert.Contains("file.not_clean", clean.Error, StringComparison.Ordinal);
        Assert.Contains("1 taken, 0 already there, 0 kept for review, 1 left out", run.Output, StringComparison.Ordinal);
        Assert.Equal(2, (await File.ReadAllLinesAsync(report, ct)).Length);
        Assert.Contains("unreadable", broken.Output, StringComparison.Ordinal);
    }

    private async Task<(int ExitCode, string Output, string Error)> RunAsync(Uri address, string file, CancellationToken ct, params string[] options)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var root = new RootCommand { ImportCommand.Create(development: true, () => _data, SystemClock.Instance) };
        var exitCode = await root.Parse(["import", file, "--round", ReadFile.Round, "--address", address.ToString(), .. options])
            .InvokeAsync(new InvocationConfiguration { Output = TextWriter.Synchronized(output), Error = error }, ct);
        return (exitCode, output.ToString(), error.ToString());
    }

    private async Task<(ServiceProcess Service, Uri Address)> StartAsync((string, string)[] settings, string url, CancellationToken ct)
    {
        Directory.CreateDirectory(_data);
        var port = url.EndsWith(":0", StringComparison.Ordinal) ? FreePort() : new Uri(url).Port;
        var address = new Uri($"http://127.0.0.1:{port}");
        var service = ServiceProcess.Start(_data, [.. settings, ("URLS", address.ToString())]);
        using var http = new HttpClient { BaseAddress = address };
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await AnswersAsync(http, ct)) await beat.WaitForNextTickAsync(ct);
        return (service, address);
    }

    private static async Task<bool> AnswersAsync(HttpClient http, CancellationToken ct)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri("/health/ready", UriKind.Relative), ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var socket = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        socket.Start();
        return ((System.Net.IPEndPoint)socket.LocalEndpoint).Port;
    }

    private static async Task TakenAsync(string database, int households, CancellationToken ct)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await CountAsync(database, "select coalesce(max(taken + already), 0)::bigint from census_files", ct) < households) await beat.WaitForNextTickAsync(ct);
    }

    private static async Task<long> CountAsync(string database, string sql, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task<string> FileAsync(byte[] content)
    {
        var path = Path.Combine(TestRun.NewDirectory("file"), "sensus.csv");
        await File.WriteAllBytesAsync(path, content, TestContext.Current.CancellationToken);
        return path;
    }
}
