using System.Net;
using System.Net.Sockets;

namespace PovertyMonitor.Alerts.Receiving;

/// <summary>A web server on loopback that takes alerts on any path, to try their delivery with.</summary>
internal static class AlertReceiver
{
    private const long LargestAlert = 1 << 20;

    /// <summary>Builds the server; it does not run yet.</summary>
    /// <param name="port">The port on 127.0.0.1; 0 for any that is free.</param>
    /// <param name="failFirst">How many deliveries it answers 503 before it takes one, to see them tried again.</param>
    /// <param name="ledger">Where the alerts are taken down.</param>
    /// <param name="print">Prints a line.</param>
    public static WebApplication Create(int port, int failFirst, AlertLedger ledger, Action<string> print)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.Limits.MaxRequestBodySize = LargestAlert;
        });
        var app = builder.Build();
        var left = failFirst;
        app.MapPost("/{**path}", async (HttpRequest request, CancellationToken ct) =>
        {
            if (Interlocked.Decrement(ref left) >= 0)
            {
                print("refused on purpose (503)");
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            }
            using var reader = new StreamReader(request.Body);
            if (!ReceivedAlert.TryParse(await reader.ReadToEndAsync(ct), out var alert))
            {
                print("not an alert: no JSON object with an id (400)");
                return Results.StatusCode(StatusCodes.Status400BadRequest);
            }
            print(ledger.Take(alert));
            return Results.Ok();
        });
        return app;
    }

    /// <summary>Whether a start failed since the port is taken.</summary>
    public static bool IsPortTaken(IOException failure) =>
        failure.InnerException is { InnerException: SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } };
}
