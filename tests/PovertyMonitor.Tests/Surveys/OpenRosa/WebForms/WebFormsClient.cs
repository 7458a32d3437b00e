using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Logging;
using PovertyMonitor.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys.OpenRosa.WebForms;

/// <summary>ODK Web Forms in a browser, on a page that passes its calls on to a service.</summary>
internal sealed class WebFormsClient : IAsyncDisposable
{
    private readonly WebApplication _host;
    private readonly Chromium _browser;
    private readonly CancellationToken _ct;

    private WebFormsClient(WebApplication host, Chromium browser, CancellationToken ct) => (_host, _browser, _ct) = (host, browser, ct);

    public static async Task<WebFormsClient> StartAsync(TestApp app, CancellationToken ct)
    {
        var packages = await WebFormsPackages.DirectoryAsync();
        var browser = await Chromium.StartAsync(500, 1200, ct);
        var host = Host(app, packages);
        await host.StartAsync(ct);
        return new WebFormsClient(host, browser, ct);
    }

    /// <summary>Opens the first form of the phone's list, empty or to edit a submission.</summary>
    public Task OpenAsync(Phone phone, Guid? edit = null) => _browser.OpenAsync(
        new Uri($"{_host.Urls.Single()}/client.html?project={phone.Project}{(edit is { } id ? $"&edit=/instance/{id}" : "")}"), _ct);

    /// <summary>Chooses an option of a question; both by how they are worded.</summary>
    public Task ChooseAsync(string label, string option, int index = 0) => RobotAsync("choose", label, option, index);

    public async Task TypeAsync(string label, string text, int index = 0)
    {
        await RobotAsync("focus", label, index);
        await _browser.TypeAsync(text, _ct);
    }

    /// <summary>Chooses a photograph for a question.</summary>
    public Task AttachAsync(string label, string name, byte[] photo) => RobotAsync("attach", label, name, Convert.ToBase64String(photo));

    /// <summary>What stands in a question's field.</summary>
    public async Task<string> ValueAsync(string label, int index = 0) => (string)(await RobotAsync("value", label, index))!;

    /// <summary>The questions that are shown.</summary>
    public Task<string[]> AskedAsync() => TextsAsync("asked");

    /// <summary>The questions with choices that must still be answered.</summary>
    public Task<string[]> UnansweredAsync() => TextsAsync("unanswered");

    public Task PressAsync(string button) => RobotAsync("press", button);

    /// <summary>Sends the form and returns the service's answer and what was sent.</summary>
    public async Task<(int Status, string Text, string Sent)> SendAsync()
    {
        await PressAsync("Send");
        var answer = (await RobotAsync("answer", 1))!;
        return ((int)answer["status"]!, (string)answer["text"]!, (string)answer["sent"]!);
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        await _host.DisposeAsync();
    }

    private async Task<string[]> TextsAsync(string what) => [.. (await RobotAsync(what))!.AsArray().Select(text => (string)text!)];

    private async Task<JsonNode?> RobotAsync(string what, params object[] arguments)
    {
        var call = $"robot.{what}({string.Join(", ", arguments.Select(a => JsonSerializer.Serialize(a)))})";
        var answer = await _browser.ReadAsync(
            $"(async () => {{ while (!window.robot) await new Promise((next) => setTimeout(next, 20)); return {call}; }})().then((value) => ({{ value }}), (error) => ({{ error: `${{error}}` }}))", _ct);
        Assert.True(answer!["error"] is null, $"{call}: {answer["error"]}");
        return answer["value"];
    }

    private static WebApplication Host(TestApp app, string packages)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var host = builder.Build();
        host.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(WebFormsPackages.Sources) });
        host.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(packages), RequestPath = "/packages" });
        host.Map("/v1/{**rest}", (HttpContext http) => PassOnAsync(http, app));
        host.MapGet("/instance/{id}", (string id) => KeptAsync(app, $"{id}/content"));
        host.MapGet("/instance/{id}/attachments", async (string id) =>
            (await app.GetAsync($"/api/submissions/{id}", Role.Dinsos))["attachments"]!.AsArray().Select(file => (string)file!["name"]!));
        host.MapGet("/instance/{id}/attachments/{name}", (string id, string name) => KeptAsync(app, $"{id}/attachments/{name}"));
        return host;
    }

    private static async Task<IResult> KeptAsync(TestApp app, string what)
    {
        var kept = await app.SendAsync(HttpMethod.Get, $"/api/submissions/{what}", app.TokenFor(Role.Dinsos));
        return Results.Bytes(await kept.Content.ReadAsByteArrayAsync(), kept.Content.Headers.ContentType?.MediaType);
    }

    private static async Task PassOnAsync(HttpContext http, TestApp app)
    {
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), $"{http.Request.Path}{http.Request.QueryString}");
        if (http.Request.Headers["X-OpenRosa-Version"] is [{ } version]) request.Headers.Add("X-OpenRosa-Version", version);
        if (http.Request.ContentType is { } type)
        {
            request.Content = new StreamContent(http.Request.Body);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }
        using var response = await app.Client.SendAsync(request, http.RequestAborted);
        http.Response.StatusCode = (int)response.StatusCode;
        http.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        await response.Content.CopyToAsync(http.Response.Body, http.RequestAborted);
    }
}
