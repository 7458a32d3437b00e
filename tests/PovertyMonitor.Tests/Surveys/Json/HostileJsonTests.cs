using System.Diagnostics;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys.Json;

/// <summary>Broken and hostile bodies: each has a clear answer of bounded size in bounded time, and nothing of it is stored.</summary>
public sealed class HostileJsonTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Village = "35.22.15.2002";
    private const string Lines = "application/x-ndjson";
    private const int MostAnswerBytes = 64 * 1024;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    private static string Interview => SampleInterview.Of(false, Village, "2018-1", Instant.FromUtc(2018, 3, 2, 3, 15), 2).JsonOf();

    public static TheoryData<string, string, string> Bodies => new()
    {
        { "no body", "", "platform.body_missing" },
        { "white space", " \n\t\r ", "platform.body_missing" },
        { "a number", "7", "survey.not_submissions" },
        { "a word", "submission", "survey.not_submissions" },
        { "a text", "\"x\"", "survey.not_submissions" },
        { "XML", "<?xml version='1.0'?><a/>", "survey.not_submissions" },
        { "a zero byte before", "\0{}", "survey.not_submissions" },
        { "a zero byte within", "{\"a\0\":1}", "platform.malformed_json" },
        { "cut off", Interview[..^20], "platform.malformed_json" },
        { "an empty object", "{}", "survey.invalid" },
        { "something after the end", Interview + "{}", "survey.body_broken" },
        { "a bracket too many", Interview + "]", "survey.body_broken" },
        { "comments", "/* x */{}", "survey.not_submissions" },
        { "a comment within", "{/* x */}", "platform.malformed_json" },
        { "a comma at the end", "{\"round\":\"a\",}", "platform.malformed_json" },
        { "single quotes", "{'round':'a'}", "platform.malformed_json" },
        { "NaN", "{\"consent\":NaN}", "platform.malformed_json" },
        { "a name twice", "{\"round\":\"a\",\"round\":\"a\"}", "platform.malformed_json" },
        { "a name twice, once escaped", "{\"round\":\"a\",\"\\u0072ound\":\"a\"}", "platform.malformed_json" },
        { "a name twice, deep within", With("answers.housing", "{\"floor\":\"tile\",\"floor\":\"tile\"}"), "platform.malformed_json" },
        { "half a surrogate pair", With("enumerator", "\"\\ud800\""), "survey.invalid" },
        { "an identity number in groups as a Dasa Wisma", With("place.dasaWisma", "\"Siti 3522 1523 0185 0001\""), "survey.invalid" },
        { "a telephone in groups as a code", With("enumerator", "\"K-0812-3456-7890\""), "survey.invalid" },
        { "half a surrogate pair as a name", "{\"\\ud800\":1}", "survey.not_unicode" },
        { "a huge number", With("answers.size", "1e999999999"), "survey.invalid" },
        { "a number of many digits", With("answers.size", new string('9', 200_000)), "survey.invalid" },
        { "a long fraction", With("answers.size", "1." + new string('0', 200_000)), "survey.invalid" },
        { "a huge text", With("enumerator", $"\"{new string('a', 250_000)}\""), "survey.invalid" },
        { "too long as a whole", With("enumerator", $"\"{new string('a', 300_000)}\""), "survey.too_large" },
        { "a million members", With("answers.members", $"[{string.Join(',', Enumerable.Repeat("{}", 1_000_000))}]"), "survey.too_large" },
        { "sixty-one members", With("answers.members", $"[{string.Join(',', Enumerable.Repeat("{}", 61))}]"), "survey.invalid" },
        { "twenty thousand unknown fields", $"{{{string.Join(',', Enumerable.Range(0, 20_000).Select(i => $"\"f{i}\":0"))}}}", "survey.invalid" },
        { "deep nesting", With("answers", new string('[', 100_000) + new string(']', 100_000)), "platform.malformed_json" },
        { "very deep nesting", new StringBuilder("{\"a\":").Append('[', 5_000_000).ToString(), "survey.too_large" },
        { "a day that does not exist", With("interviewedAt", "\"2018-02-30T10:00:00+07:00\""), "survey.invalid" },
        { "a month that does not exist", With("answers.childDeaths", "[{\"month\":\"2018-13\",\"ageMonths\":1,\"mother\":\"unknown\"}]"), "survey.invalid" },
        { "the hour 25", With("interviewedAt", "\"2018-02-03T25:00:00+07:00\""), "survey.invalid" },
        { "an offset of 99 hours", With("interviewedAt", "\"2018-02-03T05:00:00+99:00\""), "survey.invalid" },
        { "the year 9999", With("interviewedAt", "\"9999-12-31T23:59:59-18:00\""), "survey.invalid" },
        { "the year -9998", With("interviewedAt", "\"-9998-01-01T00:00:00+18:00\""), "survey.invalid" },
        { "SQL", With("device", "\"x'; drop table mt_events; --\""), "survey.invalid" },
        { "SQL in the group", With("place", $"{{\"village\":\"{Village}\",\"dasaWisma\":\"x'); drop table mt_events; --\"}}"), "survey.invalid" },
        { "a formula", With("enumerator", "\"=HYPERLINK(\\\"http://x\\\")\""), "survey.invalid" },
        { "a line break", With("enumerator", "\"K-1\\nK-2\""), "survey.invalid" },
        { "text from right to left", With("device", "\"\\u202eHP-1\""), "survey.invalid" },
        { "an id of zeros", With("submissionId", "\"00000000-0000-0000-0000-000000000000\""), "survey.invalid" },
        { "null for an object", With("place", "null"), "survey.invalid" },
        { "null for everything", "{\"submissionId\":null,\"answers\":null,\"personal\":null}", "survey.invalid" },
    };

    public static TheoryData<string, string, int, string> Bombs => new()
    {
        { "gzip", " ", 400_000_000, "platform.body_too_large" },
        { "br", "\n", 400_000_000, "platform.body_too_large" },
        { "zstd", "[", 400_000_000, "platform.body_too_large" },
        { "deflate", "\n", 50_000_000, "platform.body_missing" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_bad_body_has_a_clear_answer(string what, string body, string code)
    {
        var answer = await AnswerAsync(Encoding.UTF8.GetBytes(body), "application/json");

        Assert.True(code == (string?)JsonNode.Parse(answer)!["code"], $"{what}: {answer}");
        // In a list it spoils itself alone, whatever it is, as far as the list can be told apart.
        if (body.AsSpan().Trim() is ['{', .., '}'] && code is not "survey.body_broken")
        {
            var list = JsonNode.Parse(await AnswerAsync(Encoding.UTF8.GetBytes($"[{body},{{}}]"), "application/json"))!;
            Assert.Equal("""{"invalid":2}""", list["counts"]!.ToJsonString());
        }
    }

    [Theory]
    [InlineData("FFFE7B007D00", "survey.not_submissions")]
    [InlineData("FEFF007B007D", "survey.not_submissions")]
    [InlineData("EFBBBF7B7D", "survey.invalid")]
    [InlineData("7B22FF223A317D", "survey.not_unicode survey.invalid platform.malformed_json")]
    [InlineData("7B22726F756E64223A22C0AF227D", "survey.invalid")]
    [InlineData("7B22726F756E64223A22EDA080227D", "survey.invalid")]
    [InlineData("1F8B0800", "survey.not_submissions")]
    public async Task Bytes_that_are_no_text_have_a_clear_answer(string hex, string codes) =>
        Assert.Contains((string)JsonNode.Parse(await AnswerAsync(Convert.FromHexString(hex), "application/json"))!["code"]!, codes, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Bombs))]
    public async Task A_body_that_grows_when_it_is_opened_is_stopped(string encoding, string filler, int times, string code)
    {
        var before = GC.GetTotalAllocatedBytes();

        var answer = await AnswerAsync(Packed(encoding, (byte)filler[0], times), encoding is "br" or "deflate" ? Lines : "application/json", encoding);

        Assert.Equal(code, (string?)JsonNode.Parse(answer)!["code"]);
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 150_000_000);
    }

    [Fact]
    public async Task A_line_without_end_is_skipped_and_the_next_is_read()
    {
        var answer = await AnswerAsync(Encoding.UTF8.GetBytes($"{new string('x', 20_000_000)}\n{{}}\n"), Lines);

        var lines = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.Equal(("survey.too_large", 3), ((string?)lines[0]["errors"]![0]!["code"], lines.Count));
    }

    // The submission with one part replaced by a JSON text.
    private static string With(string path, string json)
    {
        var root = JsonNode.Parse(Interview)!;
        var at = root;
        var parts = path.Split('.');
        foreach (var part in parts[..^1]) at = at[part]!;
        at[parts[^1]] = "put here";
        return root.ToJsonString().Replace("\"put here\"", json, StringComparison.Ordinal);
    }

    private async Task<string> AnswerAsync(byte[] body, string type, string? encoding = null)
    {
        var app = shared.App;
        var events = await app.ScalarAsync<long>("select count(*) from mt_events");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/submissions") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (encoding is not null) request.Content.Headers.ContentEncoding.Add(encoding);
        request.Headers.Authorization = new("Bearer", app.TokenFor(Role.Enumerator, Village));
        var watch = Stopwatch.StartNew();

        var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var answer = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.InRange((int)response.StatusCode, 200, 499);
        Assert.InRange(answer.Length, 1, MostAnswerBytes);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Bound);
        Assert.Equal(events, await app.ScalarAsync<long>("select count(*) from mt_events"));
        return answer;
    }

    private static byte[] Packed(string encoding, byte filler, int times)
    {
        var packed = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new ZstdSharp.CompressionStream(packed, leaveOpen: true),
        })
        {
            var block = new byte[100_000];
            Array.Fill(block, filler);
            for (var written = 0; written < times; written += block.Length) stream.Write(block);
        }
        return packed.ToArray();
    }
}
