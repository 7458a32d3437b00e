using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Benchmarks.Intake;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Benchmarks.Files;

/// <summary>The service as it is run, with a PostgreSQL of its own, so that its memory is nobody else's.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _directory;
    private readonly Uri _address;

    private ServiceProcess(Process process, string directory, Uri address) => (_process, _directory, _address) = (process, directory, address);

    /// <summary>The most memory it had in use at once, PostgreSQL's not counted.</summary>
    public double PeakMegabytes => File.ReadLines($"/proc/{_process.Id}/status")
        .Where(line => line.StartsWith("VmHWM:", StringComparison.Ordinal))
        .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture) / 1024).Single();

    /// <summary>Starts it and waits until it answers.</summary>
    public static async Task<ServiceProcess> StartAsync(string directory)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var start = new ProcessStartInfo("dotnet", [typeof(Application).Assembly.Location, "--urls", $"{address}", $"--{DataDirectory.Setting}", directory, "--Logging:LogLevel:Default", "Error"])
        {
            Environment = { ["DOTNET_ENVIRONMENT"] = "Development" },
            RedirectStandardOutput = true,
        };
        var service = new ServiceProcess(Process.Start(start)!, directory, address);
        service._process.BeginOutputReadLine();
        using var http = new HttpClient { BaseAddress = address };
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        do
        {
            try
            {
                using var response = await http.GetAsync("/", limit.Token);
                return service;
            }
            catch (HttpRequestException) when (!service._process.HasExited)
            {
            }
        }
        while (await beat.WaitForNextTickAsync(limit.Token));
        throw new InvalidOperationException("The service did not start.");
    }

    /// <summary>Calls as an operator.</summary>
    public HttpClient Operator()
    {
        var caller = new Caller("benchmark", Role.Operator, BenchService.Regency, [], []);
        var token = DevelopmentTokens.Issue(DevelopmentKey.LoadOrCreate(_directory), caller, SystemClock.Instance.GetCurrentInstant(), Duration.FromDays(1));
        return new HttpClient { BaseAddress = _address, DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
    }

    public async Task OpenRoundAsync(string round)
    {
        using var http = Operator();
        (await http.PutAsJsonAsync($"api/rounds/{round}", new { state = "open" })).EnsureSuccessStatusCode();
    }

    // Asked to stop and not killed: it has its PostgreSQL to stop.
    public async ValueTask DisposeAsync()
    {
        using (var stop = Process.Start("kill", ["-TERM", $"{_process.Id}"])) await stop.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
