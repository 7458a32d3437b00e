using PovertyMonitor.Platform;

try
{
    var builder = WebApplication.CreateBuilder(args);
    if (builder.Configuration["urls"] is null)
        builder.WebHost.UseUrls("http://127.0.0.1:5080");

    using var startupLog = LoggerFactory.Create(log => log.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
    await using var database = await ServiceDatabase.StartAsync(
        builder.Configuration, startupLog.CreateLogger("PovertyMonitor.Database"), CancellationToken.None);

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
