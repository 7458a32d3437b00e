using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PovertyMonitor.Benchmarks.Intake;

namespace PovertyMonitor.Benchmarks.Files;

/// <summary>What an operator does with a census file, over HTTP.</summary>
internal sealed class FileClient(HttpClient http)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    /// <summary>Sends a file and returns its id; the check begins.</summary>
    public async Task<string> UploadAsync(string path)
    {
        await using var file = File.OpenRead(path);
        using var body = new StreamContent(file);
        using var response = await http.PostAsync($"api/files?round={Census.Round}", body);
        return (string)(await ReadAsync(response))["id"]!;
    }

    public async Task ImportAsync(string id)
    {
        using var response = await http.PostAsync($"api/files/{id}/import", null);
        await ReadAsync(response);
    }

    /// <summary>Waits while a file is in a state, or until the time is up, and returns the file.</summary>
    public async Task<JsonNode> WhileAsync(string id, string state, TimeSpan most)
    {
        using var beat = new PeriodicTimer(Beat);
        using var limit = new CancellationTokenSource(most);
        while (true)
        {
            var file = (await http.GetFromJsonAsync<JsonNode>($"api/files/{id}"))!;
            if ((string?)file["state"] != state || limit.IsCancellationRequested) return file;
            await beat.WaitForNextTickAsync(CancellationToken.None);
        }
    }

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{(int)response.StatusCode}: {text}");
    }
}
