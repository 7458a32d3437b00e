using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;

namespace PovertyMonitor.Surveys.Files.CommandLine;

/// <summary>Talks to the service about one file, and comes back for as long as the service is away: each request can be made again.</summary>
/// <param name="http">Its base address is the service's.</param>
/// <param name="token">The caller's token.</param>
/// <param name="language">The language of messages.</param>
/// <param name="patience">How long one request is tried.</param>
internal sealed class ImportClient(HttpClient http, string token, string language, TimeSpan patience)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    /// <summary>Sends the file; the same one again is the same file there.</summary>
    /// <exception cref="ImportException">The service stayed away, or refused.</exception>
    public Task<FileStatus> SendAsync(string path, string round, Action<double> progress, CancellationToken ct) => StatusAsync(
        () => new(HttpMethod.Post, $"api/files?round={Uri.EscapeDataString(round)}") { Content = new FileContent(path, progress) }, ct);

    /// <summary>How far a file is.</summary>
    public Task<FileStatus> AskAsync(Guid file, CancellationToken ct) => StatusAsync(() => new(HttpMethod.Get, $"api/files/{file}"), ct);

    /// <summary>Has a checked file imported.</summary>
    public Task<FileStatus> ImportAsync(Guid file, bool onlyIfClean, CancellationToken ct) => StatusAsync(
        () => new(HttpMethod.Post, $"api/files/{file}/import?onlyIfClean={(onlyIfClean ? "true" : "false")}"), ct);

    /// <summary>Waits while a file is in a state.</summary>
    public async Task<FileStatus> WhileAsync(FileStatus status, string state, Action<FileStatus> progress, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Beat);
        while (status.State == state)
        {
            await timer.WaitForNextTickAsync(ct);
            status = await AskAsync(status.Id, ct);
            progress(status);
        }
        return status;
    }

    /// <summary>Saves every problem of a file as CSV.</summary>
    public async Task SaveReportAsync(Guid file, string path, CancellationToken ct)
    {
        var bytes = await TryAsync(() => new(HttpMethod.Get, $"api/files/{file}/problems.csv"), response => response.Content.ReadAsByteArrayAsync(ct), ct);
        await File.WriteAllBytesAsync(path, bytes, ct);
    }

    private Task<FileStatus> StatusAsync(Func<HttpRequestMessage> request, CancellationToken ct) =>
        TryAsync(request, async response => FileStatus.Read(await response.Content.ReadAsStringAsync(ct)), ct);

    private async Task<T> TryAsync<T>(Func<HttpRequestMessage> request, Func<HttpResponseMessage, Task<T>> read, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(Beat);
        while (true)
        {
            string trouble;
            try
            {
                using var message = request();
                message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
                message.Headers.AcceptLanguage.Add(new(language));
                using var response = await http.SendAsync(message, ct);
                if (response.IsSuccessStatusCode) return await read(response);
                trouble = $"HTTP {(int)response.StatusCode}";
                if (response.StatusCode is not (HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests) && response.StatusCode < HttpStatusCode.InternalServerError)
                    throw new ImportException(Refusal(await response.Content.ReadAsStringAsync(ct)));
            }
            // Killed in the middle of an answer, it leaves half of one.
            catch (Exception failure) when (failure is HttpRequestException or IOException or SocketException or JsonException || (failure is OperationCanceledException && !ct.IsCancellationRequested))
            {
                trouble = failure.Message;
            }
            if (Stopwatch.GetElapsedTime(began) > patience) throw new ImportException($"{http.BaseAddress} did not answer for {patience.TotalSeconds:0} seconds: {trouble}");
            await timer.WaitForNextTickAsync(ct);
        }
    }

    private string Refusal(string body)
    {
        try
        {
            using var problem = JsonDocument.Parse(body);
            return $"{problem.RootElement.GetProperty("detail").GetString()} {problem.RootElement.GetProperty("advice").GetString()} ({problem.RootElement.GetProperty("code").GetString()})";
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException)
        {
            return $"{http.BaseAddress} refused the request.";
        }
    }

    /// <summary>A file as a request's body, never whole in memory.</summary>
    private sealed class FileContent(string path, Action<double> progress) : HttpContent
    {
        private const int BufferSize = 1 << 16;

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await using var file = File.OpenRead(path);
            var buffer = new byte[BufferSize];
            while (await file.ReadAsync(buffer) is > 0 and var read)
            {
                await stream.WriteAsync(buffer.AsMemory(0, read));
                progress((double)file.Position / file.Length);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = new FileInfo(path).Length;
            return true;
        }
    }
}
