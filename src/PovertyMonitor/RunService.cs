using JasperFx;
using PovertyMonitor.Platform;

namespace PovertyMonitor;

/// <summary>The main job: the service on the configured database, or on one of its own.</summary>
internal static class RunService
{
    private static readonly string[] ToolVerbs = ["codegen", "describe", "resources", "db-apply", "db-assert", "db-dump", "db-patch", "help"];

    /// <summary>Whether a first argument is for the service: a setting, or a verb of its libraries. A word it doesn't know starts nothing.</summary>
    /// <param name="first">The argument.</param>
    public static bool Takes(string first) =>
        ToolVerbs.Contains(first) || first.Contains('=', StringComparison.Ordinal) || (first.StartsWith('-') && first is not ("--help" or "-h" or "-?" or "--version"));

    public static async Task<int> RunAsync(string[] args)
    {
        try
        {
            var builder = Application.CreateBuilder(args);
            if (args.Length > 0 && ToolVerbs.Contains(args[0]))
                return await builder.Build(builder.Configuration.GetConnectionString(ServiceDatabase.ConnectionName) ?? "Host=localhost", alone: true)
                    .RunJasperFxCommands(args);
            using var logs = LoggerFactory.Create(logging => logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddSimpleConsole());
            using var stop = new CancellationTokenSource();
            ConsoleCancelEventHandler cancel = (_, e) => (e.Cancel, _) = (true, stop.CancelAsync());
            Console.CancelKeyPress += cancel;
            await using var database = await ServiceDatabase.StartAsync(builder.Configuration, logs.CreateLogger("PovertyMonitor"), stop.Token);
            ListenAddress.RequireFree(builder.WebHost.GetSetting(WebHostDefaults.ServerUrlsKey));
            await using var app = builder.Build(database.ConnectionString, alone: database.IsEmbedded);
            await app.Services.PrepareStoreAsync(stop.Token);
            Console.CancelKeyPress -= cancel;
            await app.StartAsync(stop.Token);
            database.Announce(app.Urls);
            Welcome.Print(app, Console.Out);
            await app.WaitForShutdownAsync(stop.Token);
            return 0;
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
        catch (Exception e) when (StartupProblem.Explain(e) is { } explanation)
        {
            await Console.Error.WriteLineAsync(explanation);
            return 1;
        }
    }
}
