using Npgsql;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Tests.Surveys.Files.Format;

namespace PovertyMonitor.Tests.Surveys.Files;

/// <summary>Cuts an import in the middle, the service as it is run and the verb <c>import</c> at work; afterwards each household is in the store exactly once.</summary>
public sealed class ImportFaultTests(PostgresServer server)
{
    private const int Households = 4000;
    private const string Interviews = "select count(*) from mt_events where type = 'interview_completed'";
    private const string DistinctInterviews = "select count(distinct data ->> 'submissionId') from mt_events where type = 'interview_completed'";
    private readonly string _data = Path.Combine(TestRun.NewDirectory("import"), "data");

    [Fact]
    public async Task A_service_killed_again_and_again_in_the_middle_has_every_household_once_in_the_end()
    {
        var ct = TestContext.Current.CancellationToken;
        var database = await TestApp.NewDatabaseAsync(server);
        (string, string)[] settings = [("ConnectionStrings:PovertyMonitor", database)];
        var file = await FileAsync();
        var first = await StartAsync(settings, "http://127.0.0.1:0", ct);
        var (service, address) = (first.Service, first.Address);
        var import = ImportCommandTests.RunAsync(_data, address, file, ct);
        for (var killed = 1; killed <= 2; killed++)
        {
            await TakenAsync(sql => CountAsync(database, sql, ct), killed * Households / 4, ct);
            await service.KillAsync(ct);
            await service.DisposeAsync();
            service = (await StartAsync(settings, address.ToString(), ct)).Service;
        }
        var run = await import;
        var again = await ImportCommandTests.RunAsync(_data, address, file, ct);
        await service.DisposeAsync();

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("imported: 4,000 households with 4,000 members", run.Output, StringComparison.Ordinal);
        Assert.Contains("0 taken, 4,000 already there", again.Output, StringComparison.Ordinal);
        Assert.Equal(Households, await CountAsync(database, Interviews, ct));
        Assert.Equal(Households, await CountAsync(database, DistinctInterviews, ct));
        await server.DropDatabaseAsync(database);
    }

    [Fact]
    public async Task A_database_that_crashes_under_the_service_and_is_killed_with_it_has_every_household_once_in_the_end()
    {
        var ct = TestContext.Current.CancellationToken;
        var file = await FileAsync();
        var service = ServiceProcess.Start(_data);
        var address = await service.AddressAsync(ct);
        var import = ImportCommandTests.RunAsync(_data, address, file, ct);
        await TakenAsync(sql => service.CountAsync(sql, ct), Households / 5, ct);
        await service.CrashDatabaseAsync(ct);
        await TakenAsync(sql => service.CountAsync(sql, ct), Households / 2, ct);
        service.KillDatabase();
        await service.KillAsync(ct);
        await service.DisposeAsync();
        service = ServiceProcess.Start(_data, ("URLS", address.ToString()));
        await service.AddressAsync(ct);
        var run = await import;
        var interviews = await service.CountAsync(Interviews, ct);
        var distinct = await service.CountAsync(DistinctInterviews, ct);
        await service.CaughtUpAsync(ct);
        await service.StopAsync(ct);
        var (exitCode, verified) = await ServiceProcess.RunVerbAsync(_data, "verify", ct);
        Assert.True(exitCode == 0, verified);
        await service.DisposeAsync();

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("imported: 4,000 households with 4,000 members", run.Output, StringComparison.Ordinal);
        Assert.Equal((Households, Households), (interviews, distinct));
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

    private static async Task TakenAsync(Func<string, Task<long>> count, int households, CancellationToken ct)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (await TakenAsync(count) < households) await beat.WaitForNextTickAsync(ct);
    }

    private static async Task<long> TakenAsync(Func<string, Task<long>> count)
    {
        try
        {
            return await count("select coalesce(max(taken + already), 0)::bigint from census_files");
        }
        catch (NpgsqlException)
        {
            // It recovers from what was done to it.
            return 0;
        }
    }

    private static async Task<long> CountAsync(string database, string sql, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static Task<string> FileAsync() => ImportCommandTests.FileAsync(ReadFile.Csv(Language.Indonesian, CensusFiles.Rows(Households, 1)));
}
