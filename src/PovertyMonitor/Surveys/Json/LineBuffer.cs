using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace PovertyMonitor.Surveys.Json;

/// <summary>
/// Lines on their way to the client. Sending is never waited for while the request's body is read: a client that reads no
/// answer before it has sent everything would wait for us, and we for it.
/// </summary>
internal sealed class LineBuffer
{
    private readonly HttpContext _http;
    private readonly JsonSerializerOptions _options;
    private readonly ArrayBufferWriter<byte> _lines = new(16 * 1024);
    private readonly Utf8JsonWriter _json;
    private Task _sent = Task.CompletedTask;

    public LineBuffer(HttpContext http)
    {
        (_http, _json) = (http, new Utf8JsonWriter(_lines));
        _options = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
    }

    public void Add<T>(T line)
    {
        _json.Reset(_lines);
        JsonSerializer.Serialize(_json, line, _options);
        _lines.Write("\n"u8);
    }

    /// <summary>Sends the lines unless those before are still on their way.</summary>
    public void SendWhatCanBeSent(CancellationToken ct)
    {
        if (_sent.IsCompleted) _sent = SendBufferedAsync(ct);
    }

    /// <summary>Sends all lines.</summary>
    public async Task SendAsync(CancellationToken ct)
    {
        await _sent;
        await SendBufferedAsync(ct);
    }

    private async Task<FlushResult> SendBufferedAsync(CancellationToken ct)
    {
        if (!_http.Response.HasStarted) _http.Response.ContentType = BodyForm.Lines;
        _http.Response.BodyWriter.Write(_lines.WrittenSpan);
        _lines.ResetWrittenCount();
        return await _http.Response.BodyWriter.FlushAsync(ct);
    }
}
