using System.Diagnostics;
using System.Text;
using Npgsql;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.EmbeddedPostgres;

namespace PovertyMonitor.Tests.Infrastructure;

/// <summary>The service as a process of its own, as an operator runs it, on a data directory and a free port.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly string _announcement;
    private readonly Cluster _cluster;

    private ServiceProcess(Process process, string dataDirectory)
    {
        _process = process;
        _announcement = Path.Combine(dataDirectory, "service.running");
        _cluster = new Cluster(dataDirectory);
        process.OutputDataReceived += Collect;
        process.ErrorDataReceived += Collect;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>The process's number.</summary>
    public int Id => _process.Id;

    /// <summary>What it printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
                return _output.ToString();
        }
    }

    /// <summary>Starts it; settings are environment variables in the service's configuration.</summary>
    public static ServiceProcess Start(string dataDirectory, params (string Name, string Value)[] settings) => Start(dataDirectory, [], settings);

    /// <summary>Starts the service's program with arguments.</summary>
    public static ServiceProcess Start(string dataDirectory, IReadOnlyList<string> arguments, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(DataDirectory).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("ConnectionStrings__PovertyMonitor");
        start.Environment["PovertyMonitor__DataDirectory"] = dataDirectory;
        start.Environment["URLS"] = "http://127.0.0.1:0";
        // It is killed long before a better compilation would pay back what the measuring for it costs.
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var (name, value) in settings)
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        return new ServiceProcess(Process.Start(start)!, dataDirectory);
    }

    /// <summary>Runs a verb of the program on a data directory, whether the service runs there or not.</summary>
    public static async Task<(int ExitCode, string Output)> RunVerbAsync(string dataDirectory, string verb, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(DataDirectory).Assembly.Location, verb]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Remove("ConnectionStrings__PovertyMonitor");
        start.Environment["PovertyMonitor__DataDirectory"] = dataDirectory;
        using var process = Process.Start(start)!;
        var output = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        return (process.ExitCode, string.Join('\n', output));
    }

    /// <summary>Waits until the service has announced its address, and returns it.</summary>
    public async Task<Uri> AddressAsync(CancellationToken cancellation)
    {
        var limit = Stopwatch.StartNew();
        while (!_process.HasExited && limit.Elapsed < TimeSpan.FromMinutes(2))
        {
            if (File.Exists(_announcement) && await File.ReadAllLinesAsync(_announcement, cancellation) is [var id, var address]
                && id == $"{Id}")
                return new Uri(address);
            await Task.Delay(50, cancellation);
        }

        throw new InvalidOperationException($"The service did not start:\n{Output}");
    }

    /// <summary>Waits until it has ended by itself.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> ExitAsync(CancellationToken cancellation)
    {
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    /// <summary>Kills it as <c>kill -9</c> does, and nothing it started.</summary>
    public async Task KillAsync(CancellationToken cancellation)
    {
        _process.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync(cancellation);
    }

    /// <summary>Kills the embedded database as <c>kill -9</c> or the power does: what was not flushed is gone.</summary>
    public void KillDatabase() => Kill(PostmasterFile.Read(_cluster)!.ProcessId);

    /// <summary>Has the embedded database crash under the service: it throws everybody out, recovers and goes on.</summary>
    public async Task CrashDatabaseAsync(CancellationToken cancellation)
    {
        await using var connection = await ConnectAsync(cancellation);
        Kill(connection.ProcessID);
    }

    /// <summary>Makes a database of the embedded server a copy of another, as a backup is made and restored. Nobody may be using them.</summary>
    public async Task CopyDatabaseAsync(string from, string to, CancellationToken cancellation)
    {
        await using var connection = await ConnectAsync(cancellation, "postgres");
        // A killed service's connections end a moment after it.
        foreach (var sql in (string[])
            [$"select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '{from}'", $"drop database if exists {to} with (force)", $"create database {to} template {from}"])
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    /// <summary>Holds up whoever writes to a table of the embedded database, until it is disposed of.</summary>
    public async Task<IAsyncDisposable> HoldUpAsync(string table, CancellationToken cancellation)
    {
        var connection = await ConnectAsync(cancellation);
        await using var command = new NpgsqlCommand($"begin; lock table {table} in exclusive mode", connection);
        await command.ExecuteNonQueryAsync(cancellation);
        return connection;
    }

    /// <summary>The number that a query of the embedded database returns.</summary>
    public async Task<long> CountAsync(string sql, CancellationToken cancellation) => (long)(await ScalarAsync(sql, cancellation))!;

    /// <summary>Waits until the figures have every event there is now.</summary>
    public async Task CaughtUpAsync(CancellationToken cancellation)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await CountAsync("select count(*) from poverty_progress where sequence >= (select max(seq_id) from mt_events where tenant_id = '35.22')", cancellation) == 0)
            await beat.WaitForNextTickAsync(cancellation);
    }

    /// <summary>The text that a query of the embedded database returns.</summary>
    public async Task<string?> TextAsync(string sql, CancellationToken cancellation) => await ScalarAsync(sql, cancellation) as string;

    /// <summary>Asks it to stop, as a service manager does.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        using var terminate = Process.Start("kill", ["-TERM", $"{Id}"]);
        await _process.WaitForExitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellation, string database = "povertymonitor")
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = PostmasterFile.Read(_cluster)!.Port,
            Username = Cluster.User,
            Password = _cluster.Password,
            Database = database,
            Pooling = false,
        }.ConnectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    private async Task<object?> ScalarAsync(string sql, CancellationToken cancellation)
    {
        await using var connection = await ConnectAsync(cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellation);
    }

    private static void Kill(int processId)
    {
        using var process = Process.GetProcessById(processId);
        process.Kill();
        process.WaitForExit();
    }

    private void Collect(object sender, DataReceivedEventArgs line)
    {
        lock (_output)
            _output.AppendLine(line.Data);
    }
}
