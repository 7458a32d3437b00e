using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys.Json;

/// <summary>The JSON entrance as a client meets it.</summary>
public sealed class JsonDoorTests(PostgresServer server, SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Village = "35.22.15.2002";
    private const string Lines = "application/x-ndjson";
    private static readonly Instant March = Instant.FromUtc(2018, 3, 2, 3, 15);

    [Fact]
    public async Task Lines_are_answered_by_lines_and_a_sum()
    {
        var app = shared.App;
        var before = await InterviewsAsync(app);
        var interviews = Some(250);
        var body = $"{string.Join('\n', interviews[..120])}\n\nbroken\n{string.Join('\n', interviews[120..])}";

        var (response, lines) = await PostLinesAsync(app, Encoding.UTF8.GetBytes(body), Lines);

        Assert.Equal((HttpStatusCode.OK, Lines), (response.StatusCode, response.Content.Headers.ContentType?.MediaType));
        Assert.Equal(252, lines.Count);
        Assert.Equal("invalid platform.malformed_json", $"{lines[120]["status"]} {lines[120]["errors"]![0]!["code"]}");
        Assert.Contains("122", lines[120]["errors"]![0]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("""{"counts":{"accepted":250,"invalid":1}}""", lines[^1].ToJsonString());
        Assert.Equal(250, await InterviewsAsync(app) - before);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("zstd")]
    public async Task Compressed_bodies_are_taken(string encoding)
    {
        var app = shared.App;
        var before = await InterviewsAsync(app);
        var array = Compress(encoding, $"[{string.Join(',', Some(3))}]");
        var cutOff = Compress(encoding, string.Join('\n', Some(40)));

        var (response, body) = await PostAsync(app, array, "application/json", encoding: encoding);
        var (broken, lines) = await PostLinesAsync(app, cutOff[..(cutOff.Length * 3 / 4)], Lines, encoding);

        Assert.Equal((HttpStatusCode.OK, """{"accepted":3}"""), (response.StatusCode, JsonNode.Parse(body)!["counts"]!.ToJsonString()));
        var last = lines[^1];
        Assert.Equal("survey.body_broken", (string?)(last["problem"] ?? last)["code"]);
        Assert.Equal(3 + (lines.Count - 1), await InterviewsAsync(app) - before);
        Assert.True(broken.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("application/json", "compress", "platform.unsupported_encoding")]
    [InlineData("application/json", "gzip, zstd", "platform.unsupported_encoding")]
    [InlineData("text/csv", null, "platform.unsupported_media_type")]
    [InlineData("application/json; charset=utf-16", null, "platform.unsupported_media_type")]
    public async Task A_type_or_an_encoding_that_is_not_known_is_refused(string type, string? encoding, string code)
    {
        var app = shared.App;

        var (response, body) = await PostAsync(app, Encoding.UTF8.GetBytes(Some(1)[0]), type, encoding: encoding);

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, code), (response.StatusCode, (string?)JsonNode.Parse(body)!["code"]));
    }

    [Theory]
    [InlineData(Lines, "application/json", "{\"counts\":")]
    [InlineData(Lines, "*/*", "{\"submissionId\":")]
    [InlineData("application/json", Lines, "{\"submissionId\":")]
    [InlineData("application/json", "application/x-ndjson;q=0.2, application/json", "{\"counts\":")]
    public async Task The_answer_has_the_form_that_is_asked_for(string type, string accept, string beginning)
    {
        var app = shared.App;
        var interview = Some(1)[0];

        var (_, body) = await PostAsync(app, Encoding.UTF8.GetBytes(type == Lines ? interview : $"[{interview}]"), type, accept);

        Assert.StartsWith(beginning, body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_ten_thousand_and_one_the_last_is_refused_and_the_others_are_answered()
    {
        var app = shared.App;
        var before = await InterviewsAsync(app);
        var json = $"[{Some(1)[0]}{string.Concat(Enumerable.Repeat(",{}", 10_000))}]";

        var (response, body) = await PostAsync(app, Encoding.UTF8.GetBytes(json), "application/json");

        var answer = JsonNode.Parse(body)!;
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "survey.too_many"), (response.StatusCode, (string?)answer["code"]));
        Assert.Equal("""{"accepted":1,"invalid":9999}""", answer["counts"]!.ToJsonString());
        Assert.Equal(10_000, answer["results"]!.AsArray().Count);
        Assert.Equal(1, await InterviewsAsync(app) - before);
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_a_problem_that_carries_the_answers_to_what_came_before()
    {
        var app = shared.App;
        var before = await InterviewsAsync(app);

        var (response, body) = await PostAsync(app, Encoding.UTF8.GetBytes($"[{Some(1)[0]},{{\"submissionId\":"), "application/json");

        var answer = JsonNode.Parse(body)!;
        Assert.Equal((HttpStatusCode.BadRequest, "survey.body_broken"), (response.StatusCode, (string?)answer["code"]));
        Assert.Equal("accepted", (string?)Assert.Single(answer["results"]!.AsArray())!["status"]);
        Assert.Equal(1, await InterviewsAsync(app) - before);
    }

    [Fact]
    public async Task A_database_that_does_not_answer_is_told_in_time_and_nothing_is_left_open()
    {
        await using var app = await TestApp.StartAsync(server, ("PovertyMonitor:Busy:PatienceSeconds", "1"));
        var interviews = Some(101);
        await using (var connection = new NpgsqlConnection(app.ConnectionString))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
            await using var hold = new NpgsqlCommand("lock table submission_receipts in access exclusive mode", connection, transaction);
            await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

            var (one, _) = await PostAsync(app, Encoding.UTF8.GetBytes(interviews[0]), "application/json");
            var (array, body) = await PostAsync(app, Encoding.UTF8.GetBytes($"[{string.Join(',', interviews)},7]"), "application/json");
            var (lines, _) = await PostAsync(app, Encoding.UTF8.GetBytes(string.Join('\n', interviews)), Lines);

            Assert.All([one, array, lines], r => Assert.Equal((HttpStatusCode.ServiceUnavailable, 5), (r.StatusCode, r.Headers.RetryAfter?.Delta?.Seconds)));
            Assert.Equal("""{"later":101,"invalid":1}""", JsonNode.Parse(body)!["counts"]!.ToJsonString());
        }

        // The one that shared a transaction may have been taken after its sender was told to come later; on a slow machine so may others be.
        var again = HttpStatusCode.ServiceUnavailable;
        for (var times = 0; times < 20 && again == HttpStatusCode.ServiceUnavailable; times++)
            again = (await PostAsync(app, Encoding.UTF8.GetBytes($"[{string.Join(',', interviews)}]"), "application/json")).Response.StatusCode;
        Assert.Equal((HttpStatusCode.OK, 101), (again, await InterviewsAsync(app)));
    }

    [Fact]
    public async Task More_requests_than_the_limit_are_asked_to_come_again()
    {
        await using var app = await TestApp.StartAsync(server, ("PovertyMonitor:Busy:Requests", "1"), ("PovertyMonitor:Busy:Waiting", "0"));
        using var slow = new SlowBody(Encoding.UTF8.GetBytes(Some(1)[0]));
        // The body is sent only when the service asks for it, and it asks only once it works on the request.
        using var patient = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Timeout.InfiniteTimeSpan }) { BaseAddress = app.Client.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/submissions") { Content = slow };
        request.Headers.ExpectContinue = true;
        request.Headers.Authorization = new("Bearer", app.TokenFor(Role.Enumerator, Village));
        var first = patient.SendAsync(request, TestContext.Current.CancellationToken);
        await slow.Begun;

        var (second, body) = await PostAsync(app, Encoding.UTF8.GetBytes(Some(1)[0]), "application/json");
        slow.Finish();

        Assert.Equal((HttpStatusCode.TooManyRequests, "platform.busy", 2), (second.StatusCode, (string?)JsonNode.Parse(body)!["code"], second.Headers.RetryAfter?.Delta?.Seconds));
        Assert.Equal(HttpStatusCode.Created, (await first).StatusCode);
    }

    private static string[] Some(int count) =>
        [.. Enumerable.Range(0, count).Select(_ => SampleInterview.Of(false, Village, "2018-1", March, 2).JsonOf())];

    private static async Task<(HttpResponseMessage Response, List<JsonNode> Lines)> PostLinesAsync(TestApp app, byte[] body, string type, string? encoding = null)
    {
        var (response, text) = await PostAsync(app, body, type, encoding: encoding);
        return (response, [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)]);
    }

    private static async Task<(HttpResponseMessage Response, string Body)> PostAsync(
        TestApp app, byte[] body, string type, string? accept = null, string? encoding = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/submissions") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (encoding is not null) request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        request.Headers.Authorization = new("Bearer", app.TokenFor(Role.Enumerator, Village));
        if (accept is not null) request.Headers.Accept.ParseAdd(accept);
        var response = await app.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static byte[] Compress(string encoding, string text)
    {
        var packed = new MemoryStream();
        using (Stream stream = encoding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true),
            _ => new ZstdSharp.CompressionStream(packed, leaveOpen: true),
        })
            stream.Write(Encoding.UTF8.GetBytes(text));
        return packed.ToArray();
    }

    private static async Task<long> InterviewsAsync(TestApp app) =>
        await app.ScalarAsync<long>("select count(*) from mt_events where type = 'interview_completed'");

    /// <summary>A body whose first half is sent at once and whose second half is sent when it is told to.</summary>
    private sealed class SlowBody : HttpContent
    {
        private readonly byte[] _bytes;
        private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _finish = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SlowBody(byte[] bytes)
        {
            _bytes = bytes;
            Headers.ContentType = new("application/json");
        }

        public Task Begun => _begun.Task;

        public void Finish() => _finish.TrySetResult();

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(_bytes.AsMemory(0, _bytes.Length / 2));
            await stream.FlushAsync();
            _begun.TrySetResult();
            await _finish.Task;
            await stream.WriteAsync(_bytes.AsMemory(_bytes.Length / 2));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _bytes.Length;
            return true;
        }
    }
}
