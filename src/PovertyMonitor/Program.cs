using PovertyMonitor.Platform;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.Configuration["urls"] ??= ListenAddress.Default;

    using var startupLog = LoggerFactory.Create(log => log.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
    await using var database = await ServiceDatabase.StartAsync(
        builder.Configuration, startupLog.CreateLogger("PovertyMonitor.Database"), CancellationToken.None);
    builder.Configuration[$"ConnectionStrings:{StoreSetup.ConnectionStringName}"] = database.ConnectionString;
    ListenAddress.RequireFree(builder.Configuration["urls"]!);

    var app = builder.Build();
    await app.StartAsync();
    database.Announce(app.Urls);
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception failure) when (StartupProblem.Explain(failure) is { } explanation)
{
    await Console.Error.WriteLineAsync(explanation);
    return 1;
}
