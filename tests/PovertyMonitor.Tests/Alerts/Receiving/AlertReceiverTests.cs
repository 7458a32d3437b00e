using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using NodaTime;
using PovertyMonitor.Alerts.Receiving;

namespace PovertyMonitor.Tests.Alerts.Receiving;

public sealed class AlertReceiverTests : IDisposable
{
    private const string First = """{"id":"8b2d5d0e-5f3c-5a63-9f5e-0a8f6b1c2d3e","kind":"household-poor","village":"35.22.15.2001"}""";
    private const string Second = """{"id":"11111111-2222-5333-8444-555555555555","kind":"health-deprivation","village":"35.22.01.2002"}""";
    private readonly string _file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
    private readonly List<string> _lines = [];

    [Fact]
    public async Task An_alert_is_new_once_and_repeated_after_that()
    {
        using var ledger = new AlertLedger(null);
        await using var receiver = await StartAsync(ledger);

        Assert.Equal(HttpStatusCode.OK, await PostAsync(receiver, First, "/dinsos"));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(receiver, Second));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(receiver, First, "/dinsos"));

        Assert.Equal((2, 1), (ledger.Distinct, ledger.Repeats));
        Assert.StartsWith("new      8b2d5d0e-5f3c-5a63-9f5e-0a8f6b1c2d3e household-poor 35.22.15.2001", _lines[0], StringComparison.Ordinal);
        Assert.StartsWith("repeated 8b2d5d0e-5f3c-5a63-9f5e-0a8f6b1c2d3e", _lines[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_refuses_the_first_ones_when_asked_to()
    {
        using var ledger = new AlertLedger(null);
        await using var receiver = await StartAsync(ledger, failFirst: 2);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostAsync(receiver, First));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostAsync(receiver, First));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(receiver, First));
        Assert.Equal((1, 0), (ledger.Distinct, ledger.Repeats));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not json")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"id":"seven"}""")]
    public async Task What_has_no_id_is_not_an_alert(string body)
    {
        using var ledger = new AlertLedger(null);
        await using var receiver = await StartAsync(ledger);

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(receiver, body));
        Assert.Equal(0, ledger.Distinct);
    }

    [Fact]
    public async Task A_ledger_with_a_file_remembers_what_the_one_before_it_took()
    {
        using (var ledger = new AlertLedger(_file))
        {
            await using var receiver = await StartAsync(ledger);
            await PostAsync(receiver, First);
        }
        // What a kill in the middle of a line leaves.
        await File.AppendAllTextAsync(_file, "{\"id\":\"1111", TestContext.Current.CancellationToken);

        using (var ledger = new AlertLedger(_file))
        {
            await using var receiver = await StartAsync(ledger);
            await PostAsync(receiver, First);
            await PostAsync(receiver, Second);
            Assert.Equal((2, 1), (ledger.Distinct, ledger.Repeats));
        }

        Assert.Equal([First, "{\"id\":\"1111", First, Second], await File.ReadAllLinesAsync(_file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task With_a_secret_only_what_is_signed_with_it_now_is_taken()
    {
        using var ledger = new AlertLedger(null);
        byte[] secret = [1, 2, 3], before = [4, 5, 6], other = [7];
        await using var receiver = AlertReceiver.Create(0, 0, ledger, _lines.Add, secret, before);
        await receiver.StartAsync(TestContext.Current.CancellationToken);
        var now = SystemClock.Instance.GetCurrentInstant().ToUnixTimeSeconds();
        async Task<HttpStatusCode> SendAsync(long at, string body, params string[] signatures)
        {
            using var client = new HttpClient { BaseAddress = new Uri(receiver.Urls.First()) };
            using var content = new StringContent(body);
            content.Headers.Add("webhook-id", "msg");
            content.Headers.Add("webhook-timestamp", $"{at}");
            if (signatures.Length > 0) content.Headers.Add("webhook-signature", string.Join(' ', signatures));
            using var answer = await client.PostAsync(new Uri("/", UriKind.Relative), content, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
        // What the standard says, written out: HMAC-SHA256 of id.timestamp.body.
        static string Sign(byte[] key, long at, string body) => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"msg.{at}.{body}")))}";

        Assert.Equal(HttpStatusCode.OK, await SendAsync(now, First, Sign(secret, now, First)));
        Assert.Equal(HttpStatusCode.OK, await SendAsync(now, Second, "v2,AAAA", Sign(other, now, Second), Sign(before, now, Second)));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(now, First, Sign(other, now, First)));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(now, First, Sign(secret, now, Second)));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(now - 301, First, Sign(secret, now - 301, First)));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(now, First));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(now, First, "v1,not base64"));

        Assert.Equal((2, 0), (ledger.Distinct, ledger.Repeats));
        Assert.EndsWith(" signed", _lines[0], StringComparison.Ordinal);
        Assert.Contains(_lines, l => l == "refused: not signed (401)");
        Assert.Contains(_lines, l => l.StartsWith("refused: signed more than five minutes ago", StringComparison.Ordinal));
    }

    [Fact]
    public void Control_characters_do_not_reach_the_terminal()
    {
        Assert.True(ReceivedAlert.TryParse("""{"id":"11111111-2222-5333-8444-555555555555","kind":"a\u001b[31mb"}""", out var alert));

        Assert.Equal("a[31mb", alert.Kind);
        Assert.Equal("-", alert.Village);
    }

    [Fact]
    public async Task A_taken_port_is_recognised()
    {
        using var ledger = new AlertLedger(null);
        await using var first = await StartAsync(ledger);
        await using var second = AlertReceiver.Create(new Uri(first.Urls.First()).Port, 0, ledger, _lines.Add);

        var failure = await Assert.ThrowsAsync<IOException>(() => second.StartAsync(TestContext.Current.CancellationToken));

        Assert.True(AlertReceiver.IsPortTaken(failure));
    }

    public void Dispose() => File.Delete(_file);

    private async Task<WebApplication> StartAsync(AlertLedger ledger, int failFirst = 0)
    {
        var receiver = AlertReceiver.Create(0, failFirst, ledger, _lines.Add);
        await receiver.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    private static async Task<HttpStatusCode> PostAsync(WebApplication receiver, string body, string path = "/")
    {
        using var client = new HttpClient { BaseAddress = new Uri(receiver.Urls.First()) };
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
