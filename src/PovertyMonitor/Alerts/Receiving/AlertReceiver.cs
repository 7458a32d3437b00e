using System.Net;
using System.Net.Sockets;
using NodaTime;
using PovertyMonitor.Alerts.Delivery;

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
    /// <param name="secrets">What deliveries are signed with; with none they are taken unchecked.</param>
    public static WebApplication Create(int port, int failFirst, AlertLedger ledger, Action<string> print, params IReadOnlyList<byte[]> secrets)
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
            var body = await reader.ReadToEndAsync(ct);
            var signature = SignatureOf(request.Headers, body, secrets);
            if (signature is not (null or SignatureCheck.Holds))
            {
                print($"refused: {WordsFor(signature.Value)} (401)");
                return Results.StatusCode(StatusCodes.Status401Unauthorized);
            }
            if (!ReceivedAlert.TryParse(body, out var alert))
            {
                print("not an alert: no JSON object with an id (400)");
                return Results.StatusCode(StatusCodes.Status400BadRequest);
            }
            print($"{ledger.Take(alert)} {(signature is null ? "signature not checked" : "signed")}");
            return Results.Ok();
        });
        return app;
    }

    // A program of its own to try delivery with: whether a signature is fresh it tells by the machine's clock.
    private static SignatureCheck? SignatureOf(IHeaderDictionary headers, string body, IReadOnlyList<byte[]> secrets) => secrets.Count == 0
        ? null
        : WebhookSignature.Check(
            secrets, headers[WebhookSignature.Id], headers[WebhookSignature.Timestamp], headers[WebhookSignature.Signature], body, SystemClock.Instance.GetCurrentInstant());

    private static string WordsFor(SignatureCheck check) => check switch
    {
        SignatureCheck.Missing => "not signed",
        SignatureCheck.OutOfTime => "signed more than five minutes ago or ahead",
        _ => "the signature is not by this secret, or of other content",
    };

    /// <summary>Whether a start failed since the port is taken.</summary>
    public static bool IsPortTaken(IOException failure) =>
        failure.InnerException is { InnerException: SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } };
}
