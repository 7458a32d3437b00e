using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PovertyMonitor.Tests.Infrastructure;

/// <summary>A real browser, led over the DevTools protocol. A test is skipped where there is none.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private static readonly string[] Places =
        ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];

    /// <summary>Whether there is one.</summary>
    public static bool IsHere => Places.Any(File.Exists);

    private readonly Process _process;
    private readonly ClientWebSocket _socket = new();
    private int _last;
    private int _loads;

    private Chromium(Process process) => _process = process;

    public static async Task<Chromium> StartAsync(int width, int height, CancellationToken ct)
    {
        var program = Places.FirstOrDefault(File.Exists);
        Assert.SkipWhen(program is null, "There is no Chromium here; on Debian: apt-get install chromium.");
        var profile = TestRun.NewDirectory("chromium");
        string[] arguments =
        [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--accept-lang=en", "--remote-debugging-port=0", $"--user-data-dir={profile}",
            $"--window-size={width},{height}", "about:blank",
        ];
        var start = new ProcessStartInfo(program!, arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        var browser = new Chromium(Process.Start(start)!);
        var port = await browser.PortAsync(ct);
        using var http = new HttpClient();
        var pages = JsonNode.Parse(await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/json/list"), ct))!.AsArray();
        var page = pages.First(p => p!["type"]!.GetValue<string>() == "page")!["webSocketDebuggerUrl"]!.GetValue<string>();
        await browser._socket.ConnectAsync(new Uri(page), ct);
        await browser.CallAsync("Emulation.setDeviceMetricsOverride", new { width, height, deviceScaleFactor = 1, mobile = true }, ct);
        await browser.CallAsync("Page.enable", new { }, ct);
        return browser;
    }

    /// <summary>Opens an address and waits until it is loaded.</summary>
    public async Task OpenAsync(Uri address, CancellationToken ct)
    {
        var before = _loads;
        await CallAsync("Page.navigate", new { url = address.ToString() }, ct);
        await UntilLoadedAsync(before, ct);
    }

    /// <summary>The value of a JavaScript expression in the page.</summary>
    public async Task<JsonNode?> ReadAsync(string expression, CancellationToken ct) =>
        (await CallAsync("Runtime.evaluate", new { expression, returnByValue = true, awaitPromise = true }, ct))["result"]!["value"];

    /// <summary>The page as it would come out on paper: a PDF.</summary>
    public async Task<byte[]> PrintAsync(CancellationToken ct) =>
        Convert.FromBase64String((await CallAsync("Page.printToPDF", new { preferCSSPageSize = true }, ct))["data"]!.GetValue<string>());

    /// <summary>Types into whatever has the focus, key by key, and leaves it.</summary>
    public async Task TypeAsync(string text, CancellationToken ct)
    {
        foreach (var key in text.Select(character => character.ToString()))
        {
            await CallAsync("Input.dispatchKeyEvent", new { type = "keyDown", key, text = key }, ct);
            await CallAsync("Input.dispatchKeyEvent", new { type = "keyUp", key }, ct);
        }
        await ReadAsync("document.activeElement.blur()", ct);
    }

    /// <summary>Clicks the element of a selector, which opens another page, and waits until that is loaded.</summary>
    public async Task FollowAsync(string selector, CancellationToken ct)
    {
        var before = _loads;
        await ReadAsync($"document.querySelector({JsonSerializer.Serialize(selector)}).click()", ct);
        await UntilLoadedAsync(before, ct);
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync(CancellationToken.None);
        _process.Dispose();
    }

    private async Task UntilLoadedAsync(int before, CancellationToken ct)
    {
        while (_loads == before)
            await ReceiveAsync(ct);
    }

    // "DevTools listening on ws://127.0.0.1:PORT/..." is its first word.
    private async Task<int> PortAsync(CancellationToken ct)
    {
        while (await _process.StandardError.ReadLineAsync(ct) is { } line)
            if (line.Split("ws://", 2) is [_, var address])
            {
                // A full pipe would stop it.
                _ = _process.StandardError.ReadToEndAsync(CancellationToken.None);
                return new Uri($"ws://{address}").Port;
            }
        throw new InvalidOperationException("Chromium ended without a word.");
    }

    private async Task<JsonNode> CallAsync(string method, object parameters, CancellationToken ct)
    {
        var id = ++_last;
        var call = JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters });
        await _socket.SendAsync(call, WebSocketMessageType.Text, endOfMessage: true, ct);
        while (true)
            if (await ReceiveAsync(ct) is { } answer && answer["id"]?.GetValue<int>() == id)
                return answer["result"] ?? throw new InvalidOperationException(answer.ToJsonString());
    }

    private async Task<JsonNode> ReceiveAsync(CancellationToken ct)
    {
        using var text = new MemoryStream();
        var buffer = new byte[65_536];
        ValueWebSocketReceiveResult part;
        do
        {
            part = await _socket.ReceiveAsync(buffer.AsMemory(), ct);
            text.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);
        var message = JsonNode.Parse(Encoding.UTF8.GetString(text.ToArray()))!;
        if (message["method"]?.GetValue<string>() == "Page.loadEventFired")
            _loads++;
        return message;
    }
}
