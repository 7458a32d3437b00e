using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Surveys.Rounds;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys.Rounds;

[Collection(RoundApp.Name)]
public sealed class RoundTests(SharedApp shared)
{
    private TestApp App => shared.App;

    [Fact]
    public async Task A_round_is_opened_and_closed_once_and_stating_its_state_may_be_repeated()
    {
        Assert.Equal((409, "round.never_opened"), await SendAsync(HttpMethod.Post, "/api/rounds/a-1/close"));
        Assert.Equal((200, null), await SendAsync(HttpMethod.Post, "/api/rounds/a-1/open"));
        Assert.Equal((409, "round.opened_already"), await SendAsync(HttpMethod.Post, "/api/rounds/a-1/open"));
        Assert.Equal((200, null), await SendAsync(HttpMethod.Put, "/api/rounds/a-1", """{"state": "open"}"""));
        Assert.Equal((200, null), await SendAsync(HttpMethod.Put, "/api/rounds/a-1", """{"state": "closed"}"""));
        Assert.Equal((200, null), await SendAsync(HttpMethod.Put, "/api/rounds/a-1", """{"state": "closed"}"""));
        Assert.Equal((409, "round.closed_already"), await SendAsync(HttpMethod.Post, "/api/rounds/a-1/close"));
        Assert.Equal((422, "round.invalid_design"), await SendAsync(HttpMethod.Put, "/api/rounds/a-1", """{"state": "ajar"}"""));
        Assert.Equal((404, "round.unknown"), await SendAsync(HttpMethod.Get, "/api/rounds/a-2"));

        var round = await App.GetAsync("/api/rounds/a-1");
        Assert.Equal(("closed", "census"), ((string?)round["state"], (string?)round["kind"]));
        Assert.Equal(["roundOpened", "roundClosed"], round["changes"]!.AsArray().Select(c => (string)c!["change"]!));
        Assert.All(round["changes"]!.AsArray(), c => Assert.Equal("test-Planner", (string?)c!["by"]));
        Assert.Contains(await App.GetAsync("/api/rounds") as JsonArray ?? [], r => (string?)r!["round"] == "a-1" && (string?)r["state"] == "closed");
    }

    [Fact]
    public async Task A_design_has_its_rules_and_whoever_saw_an_older_one_is_told()
    {
        const string Design = """{"kind": "census", "from": "2026-01-05", "until": "2026-03-31"}""";
        Assert.Equal((422, "round.invalid_design"), await SendAsync(HttpMethod.Put, "/api/rounds/b-1/design", """{"kind": "poll", "from": "2026-03-05", "until": "2026-01-31", "graceDays": -1}"""));
        var (_, undated) = await AskAsync(HttpMethod.Put, "/api/rounds/b-1/design", """{"kind": "census", "until": "2026-03-31"}""");
        Assert.Equal(("from", "Isi dengan nilai seperti 2026-01-05."), ((string?)undated["errors"]![0]!["field"], (string?)undated["errors"]![0]!["advice"]));
        Assert.Equal((200, null), await SendAsync(HttpMethod.Put, "/api/rounds/b-1/design", Design));
        Assert.Equal((200, null), await SendAsync(HttpMethod.Put, "/api/rounds/b-1/design", Design));
        var read = await App.SendAsync(HttpMethod.Get, "/api/rounds/b-1", App.TokenFor(Role.Dinsos));
        var tag = read.Headers.ETag!.Tag;
        Assert.Equal("\"1\"", tag);
        Assert.Equal((200, null), await SendAsync(HttpMethod.Put, "/api/rounds/b-1/design", Design.Replace("03-31", "04-30", StringComparison.Ordinal), ifMatch: tag));

        var (status, body) = await AskAsync(HttpMethod.Put, "/api/rounds/b-1/design", Design.Replace("03-31", "05-31", StringComparison.Ordinal), ifMatch: tag);

        Assert.Equal((412, "round.changed_meanwhile"), (status, (string?)body["code"]));
        Assert.Equal("roundDesigned", (string?)Assert.Single(body["changes"]!.AsArray())!["change"]);
        var design = await App.Services.GetRequiredService<RoundDesigns>().FindAsync(TestApp.Regency, "b-1", TestContext.Current.CancellationToken);
        Assert.Equal(new RoundDesign("b-1", RoundKind.Census, new(2026, 1, 5), new(2026, 4, 30), 7, null), design);
    }

    [Fact]
    public async Task A_sample_is_drawn_as_json_or_csv_read_back_and_fixed_once_the_round_is_open()
    {
        var units = Enumerable.Range(0, 1200).Select(i => new SampleUnit(Guid.NewGuid(), i < 1100 ? "desa" : "kota", $"psu-{(i < 1100 ? i % 40 : 0)}", 1 + (i % 7))).ToList();
        var json = $"[{string.Join(',', units.Select(u => $$"""{"household": "{{u.Household}}", "stratum": "{{u.Stratum}}", "psu": "{{u.Psu}}", "weight": {{u.Weight}}}"""))}]";
        Assert.Equal((409, "round.not_a_sample"), await SendAsync(HttpMethod.Put, "/api/rounds/c-1/sample", json));
        await SendAsync(HttpMethod.Put, "/api/rounds/c-1/design", """{"kind": "sample", "from": "2026-01-05", "until": "2026-03-31", "measure": "global-mpi-2018"}""");
        Assert.Equal((409, "round.no_sample"), await SendAsync(HttpMethod.Post, "/api/rounds/c-1/open"));
        Assert.Equal((400, "platform.malformed_json"), await SendAsync(HttpMethod.Put, "/api/rounds/c-1/sample", """[{"household": "nobody"}]"""));
        Assert.Equal((422, "round.invalid_sample"), await SendAsync(HttpMethod.Put, "/api/rounds/c-1/sample", "[]"));

        var (status, drawn) = await AskAsync(HttpMethod.Put, "/api/rounds/c-1/sample", json);
        var csv = "household,stratum,psu,weight\n" + string.Join('\n', units.AsEnumerable().Reverse().Select(u => $"{u.Household},{u.Stratum},{u.Psu},{u.Weight}.0"));
        var (again, same) = await AskAsync(HttpMethod.Put, "/api/rounds/c-1/sample", csv, type: "text/csv");

        Assert.Equal((200, 200, 1200, 2, 41), (status, again, (int)drawn["households"]!, (int)drawn["strata"]!, (int)drawn["psus"]!));
        Assert.Equal("round.lonely_psu", (string?)Assert.Single(drawn["warnings"]!.AsArray())!["code"]);
        Assert.Equal((string?)drawn["draw"], (string?)same["draw"]);
        Assert.Equal(2L, await App.ScalarAsync<long>("select count(*) from mt_events where type = 'sample_drawn' and data->>'round' = 'c-1'"));
        var designs = App.Services.GetRequiredService<RoundDesigns>();
        var read = await designs.SampleAsync(TestApp.Regency, "c-1", TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);
        Assert.Equal(units.OrderBy(u => u.Household), read);
        Assert.Equal(1200, (await App.GetAsync("/api/rounds/c-1/sample")).AsArray().Count);

        await SendAsync(HttpMethod.Put, "/api/rounds/c-1/sample", csv[..csv.LastIndexOf('\n')], "text/csv");
        Assert.Equal(1199L, await App.ScalarAsync<long>("select count(*) from round_sample where round = 'c-1'"));
        Assert.Equal((200, null), await SendAsync(HttpMethod.Post, "/api/rounds/c-1/open"));
        Assert.Equal((409, "round.sample_fixed"), await SendAsync(HttpMethod.Put, "/api/rounds/c-1/sample", json));
        Assert.Equal(1199, (int)(await App.GetAsync("/api/rounds/c-1"))["sampleSize"]!);
    }

    [Fact]
    public async Task What_was_read_before_a_round_was_closed_is_not_told_after_it()
    {
        var ct = TestContext.Current.CancellationToken;
        Assert.Equal((200, null), await SendAsync(HttpMethod.Post, "/api/rounds/d-1/open"));
        // A reading that has seen the rounds and waits before it tells them.
        await App.ScalarAsync<object>("""
            create schema slow;
            create view slow.survey_rounds as with held as materialized (select pg_advisory_xact_lock_shared(7))
                select r.* from held, public.survey_rounds r
            """);
        await using var slow = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(App.ConnectionString) { SearchPath = "slow,public" });
        var rounds = ActivatorUtilities.CreateInstance<RoundRegister>(App.Services, slow);
        Task<IReadOnlyDictionary<string, bool>> ReadAsync() => rounds.OfAsync(TestApp.Regency, ct).AsTask();
        Task<IReadOnlyDictionary<string, bool>> early;
        await using (var connection = new NpgsqlConnection(App.ConnectionString))
        {
            await connection.OpenAsync(ct);
            await using var held = new NpgsqlCommand("select pg_advisory_lock(7)", connection);
            await held.ExecuteNonQueryAsync(ct);
            early = ReadAsync();
            await App.UntilAsync("select exists (select from pg_locks where locktype = 'advisory' and objid = 7 and not granted)");

            Assert.Equal((200, null), await SendAsync(HttpMethod.Post, "/api/rounds/d-1/close"));
            rounds.Forget(TestApp.Regency);
            await using var release = new NpgsqlCommand("select pg_advisory_unlock(7)", connection);
            await release.ExecuteNonQueryAsync(ct);
        }

        Assert.True((await early)["d-1"]);
        Assert.False((await ReadAsync())["d-1"]);
    }

    private async Task<(int Status, string? Code)> SendAsync(HttpMethod method, string path, string? body = null, string type = "application/json", string? ifMatch = null)
    {
        var (status, answer) = await AskAsync(method, path, body, type, ifMatch);
        return (status, (answer as JsonObject)?["code"]?.GetValue<string>());
    }

    private async Task<(int Status, JsonNode Body)> AskAsync(HttpMethod method, string path, string? body = null, string type = "application/json", string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : new StringContent(body, Encoding.UTF8, type) };
        request.Headers.Authorization = new("Bearer", App.TokenFor(Role.Planner));
        if (ifMatch is not null) request.Headers.IfMatch.ParseAdd(ifMatch);
        var response = await App.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!);
    }
}
