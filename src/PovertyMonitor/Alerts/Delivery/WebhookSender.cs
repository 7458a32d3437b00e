using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;
using NodaTime;
using PovertyMonitor.Alerts.Audiences;

namespace PovertyMonitor.Alerts.Delivery;

/// <summary>Posts what is to be delivered, signed as Standard Webhooks says.</summary>
internal sealed class WebhookSender : IDisposable
{
    private readonly HttpClient _http;
    private readonly IClock _clock;

    public WebhookSender(AddressGuard guard, IOptions<AlertOptions> options, IClock clock)
    {
        _http = new HttpClient(guard.CreateHandler()) { Timeout = TimeSpan.FromSeconds(options.Value.PatienceSeconds), MaxResponseContentBufferSize = 64 * 1024 };
        _clock = clock;
    }

    /// <summary>Posts it.</summary>
    /// <param name="receiver">Where to.</param>
    /// <param name="id">What a receiver tells repeats by.</param>
    /// <param name="body">The CloudEvent in its JSON form.</param>
    /// <param name="secrets">What it is signed with; during a change of secrets both.</param>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="DeliveryFailure">It was not taken.</exception>
    public async Task SendAsync(Receiver receiver, string id, string body, IReadOnlyList<SigningSecret> secrets, CancellationToken ct)
    {
        var timestamp = _clock.GetCurrentInstant().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, receiver.Address) { Content = new StringContent(body, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/cloudevents+json", "utf-8");
        request.Headers.Add(WebhookSignature.Id, id);
        request.Headers.Add(WebhookSignature.Timestamp, timestamp);
        if (secrets.Count > 0) request.Headers.Add(WebhookSignature.Signature, string.Join(' ', secrets.Select(s => WebhookSignature.Sign(s.Bytes, id, timestamp, body))));
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ct);
            if (!response.IsSuccessStatusCode) throw new DeliveryFailure($"answered {(int)response.StatusCode}");
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new DeliveryFailure("no answer in time", isAway: true, e);
        }
        catch (HttpRequestException e) when (e.Message == DeliveryFailure.AddressNotAllowed || e.InnerException?.Message == DeliveryFailure.AddressNotAllowed)
        {
            throw new DeliveryFailure(DeliveryFailure.AddressNotAllowed, isAway: false, e);
        }
        catch (HttpRequestException e)
        {
            throw new DeliveryFailure($"connection failed: {e.HttpRequestError}", isAway: true, e);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();
}
