namespace PovertyMonitor;

/// <summary>What the service says once it is ready.</summary>
internal static class Welcome
{
    public static void Print(WebApplication app, TextWriter output)
    {
        var address = app.Urls.First();
        output.WriteLine($"""

            PovertyMonitor is ready ({app.Environment.EnvironmentName}).
              Figures    {address}/
              API        {address}/docs

            Try first, in another terminal:
              dotnet run --project src/PovertyMonitor -- simulate --households 2000 --rounds 2 --seed 1
              dotnet run --project src/PovertyMonitor -- token --role planner
            Stop with Ctrl+C.

            """);
    }
}
