using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Identities;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;
using PovertyMonitor.Tests.Surveys.Files;
using PovertyMonitor.Tests.Surveys.Files.Format;
using PovertyMonitor.Tests.Surveys.Reviews;

namespace PovertyMonitor.Tests.Surveys.Quality;

public sealed class QualityEndpointTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const string Village = "35.22.15.2002";
    private static readonly Instant March = Instant.FromUtc(2018, 3, 2, 3, 15);

    private TestApp App => shared.App;

    [Fact]
    public async Task What_is_odd_is_taken_all_the_same_noted_without_who_it_is_about_and_judged_by_a_person()
    {
        var interview = SampleInterview.Of(false, Village, "q-1", March, 2) with { Enumerator = "K-hasty", EndedAt = March + Duration.FromSeconds(7) };
        var (response, _) = await App.PostAsync(WithNik(interview, "3522150107770000"), Village);
        var flags = await App.GetAsync($"/api/quality?village={Village}&round=q-1", Role.Operator);

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(["quality.nik_form serial", "quality.too_fast 7 s / 2"], flags["flags"]!.AsArray().Select(f => $"{f!["code"]} {f["detail"]}").Order());
        Assert.Equal("K-hasty", (string?)flags["counts"]![0]!["enumerator"]);
        Assert.DoesNotContain("352215", flags.ToJsonString(), StringComparison.Ordinal);
        var queued = (await App.GetAsync("/api/reviews?kind=flagged", Role.Dinsos)).AsArray().Single(r => (Guid)r!["submissionId"]! == interview.SubmissionId)!;
        Assert.Equal(["quality.too_fast"], queued["flags"]!.AsArray().Select(f => (string?)f));

        var path = $"/api/quality/{interview.SubmissionId}/quality.too_fast/check";
        var (first, _) = await App.SendJsonAsync(path, new { reason = "confirmedWithEnumerator" }, Role.Dinsos);
        var (again, _) = await App.SendJsonAsync(path, new { reason = "confirmedWithEnumerator" }, Role.Dinsos);
        var (other, decided) = await App.SendJsonAsync(path, new { reason = "documentSeen" }, Role.Dinsos);
        var (unknown, _) = await App.SendJsonAsync($"/api/quality/{interview.SubmissionId}/quality.far_away/check", new { reason = "documentSeen" }, Role.Dinsos);
        var (wrong, _) = await App.SendJsonAsync(path, new { reason = "so" }, Role.Dinsos);

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Conflict, HttpStatusCode.NotFound, HttpStatusCode.UnprocessableEntity],
            [first.StatusCode, again.StatusCode, other.StatusCode, unknown.StatusCode, wrong.StatusCode]);
        Assert.Equal("quality.checked", (string?)decided["code"]);
        Assert.Equal(1, await App.ScalarAsync<long>($"select count(*) from mt_events where type = 'flag_checked' and data->>'submissionId' = '{interview.SubmissionId}'"));
        Assert.DoesNotContain((await App.GetAsync("/api/reviews?kind=flagged", Role.Dinsos)).AsArray(), r => (Guid)r!["submissionId"]! == interview.SubmissionId);
    }

    [Fact]
    public async Task What_is_rejected_is_flagged_no_more_and_what_is_corrected_is_looked_at_anew()
    {
        var sized = SampleInterview.Of(false, Village, "q-2", March, 2);
        sized = sized with { Answers = sized.Answers! with { Size = 5 } };
        await App.SubmitAsync(sized);
        var other = sized with { Answers = sized.Answers! with { Size = 6 } };
        await App.PostAsync(other.JsonOf(), Village);
        Assert.Single(await FlagsAsync("q-2"));

        await App.ResolveAsync(sized.SubmissionId, new { action = "accept", reason = "other" });
        Assert.Equal(["5 / 2", "6 / 2"], (await FlagsAsync("q-2")).Select(f => (string?)f!["detail"]).Order());
        await App.RejectAsync(sized.SubmissionId);

        Assert.Empty(await FlagsAsync("q-2"));
    }

    [Fact]
    public async Task A_position_is_held_against_the_village_only_once_somebody_said_where_that_is()
    {
        const string Other = "35.22.15.2003";
        Submission Visit() => SampleInterview.Of(false, Other, "q-3", March, 1);
        async Task Send() => await App.PostAsync(Json(Visit(), PersonalData.None with { Location = new(-6.2m, 106.8m, 5) }), Other);
        await Send();
        Assert.Empty(await FlagsAsync("q-3"));

        var set = await PutAsync(Other, new { latitude = -7.15, longitude = 111.88, radiusMetres = 3000 });
        await Send();
        var wrong = await PutAsync(Other, new { latitude = -97.15, longitude = 111.88, radiusMetres = 3 });
        var nowhere = await PutAsync("35.22.99.2999", new { latitude = -7.15, longitude = 111.88, radiusMetres = 3000 });

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.UnprocessableEntity, HttpStatusCode.NotFound], [set, wrong, nowhere]);
        var flag = Assert.Single(await FlagsAsync("q-3"))!;
        Assert.Equal("quality.far_away", (string?)flag["code"]);
        Assert.Matches("^[0-9]+ km$", (string?)flag["detail"]);
    }

    [Fact]
    public async Task Ages_that_end_in_nought_and_five_show_by_enumerator()
    {
        Submission By(string enumerator, int age)
        {
            var interview = SampleInterview.Of(false, Village, "q-4", March, 1);
            return interview with { Enumerator = enumerator, Answers = interview.Answers! with { Members = [interview.Answers.Members[0] with { AgeYears = age }] } };
        }

        await App.SubmitAsync([By("K-round", 30), By("K-round", 45), .. Enumerable.Range(23, 40).SelectMany(age => new[] { age, age, age }).Select(age => By("K-exact", age))]);

        var heaping = await App.GetAsync("/api/quality/heaping?round=q-4", Role.Operator);

        Assert.Equal([("K-exact", 120, 100, "veryAccurate"), ("K-round", 2, 500, null)],
            heaping.AsArray().Select(h => ((string?)h!["enumerator"], (int)h["persons"]!, (int)h["index"]!, (string?)h["class"])));
    }

    [Fact]
    public async Task The_dry_run_of_a_census_file_warns_of_the_same_by_row_and_takes_it_all_the_same()
    {
        var interview = SampleInterview.Of(false, ReadFile.Village, ReadFile.Round, Instant.FromUtc(2026, 3, 2, 3, 15), 2);
        interview = interview with { Answers = interview.Answers! with { Size = 5 } };
        var rows = FilledRows.Of(interview, PersonalData.None with { FamilyCard = "12" }, PovertyMonitor.Platform.Problems.Language.Indonesian, "1");

        var file = await App.CheckAsync(ReadFile.Csv(PovertyMonitor.Platform.Problems.Language.Indonesian, rows));

        Assert.Equal((0, 2), ((int)file["counts"]!["problems"]!, (int)file["counts"]!["warnings"]!));
        Assert.Equal(["2 quality.family_card_form warning", "2 quality.size_roster warning"], file["firstProblems"]!.AsArray().Select(p => $"{p!["row"]} {p["code"]} {p["severity"]}"));
    }

    [Fact]
    public async Task An_enumerator_sees_the_flags_of_own_villages_only()
    {
        var sized = SampleInterview.Of(false, Village, "q-5", March, 2);
        await App.SubmitAsync(sized with { Answers = sized.Answers! with { Size = 5 } });
        async Task<(HttpStatusCode, string)> Read(string path, string village)
        {
            var response = await App.SendAsync(HttpMethod.Get, path, App.TokenFor(Role.Enumerator, village));
            return (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        Assert.Contains("q-5", (await Read("/api/quality?round=q-5", Village)).Item2, StringComparison.Ordinal);
        Assert.DoesNotContain("q-5", (await Read("/api/quality?round=q-5", "35.22.15.2003")).Item2, StringComparison.Ordinal);
        var operatorsView = await App.SendAsync(HttpMethod.Get, "/api/quality?round=q-5", App.TokenFor(Role.Village, "35.22.15.2003"));
        Assert.DoesNotContain("q-5", await operatorsView.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await App.SendAsync(HttpMethod.Get, $"/api/reviews?village={Village}", App.TokenFor(Role.Village, "35.22.15.2003"))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await Read($"/api/quality?village={Village}", "35.22.15.2003")).Item1);
        Assert.Equal(HttpStatusCode.Forbidden, (await Read($"/api/quality/heaping?village={Village}", "35.22.15.2003")).Item1);
    }

    private async Task<JsonArray> FlagsAsync(string round) => (await App.GetAsync($"/api/quality?round={round}", Role.Dinsos))["flags"]!.AsArray();

    private async Task<HttpStatusCode> PutAsync(string village, object body) =>
        (await App.SendAsync(HttpMethod.Put, $"/api/areas/{village}/reference-point", App.TokenFor(Role.Operator), JsonContent.Create(body))).StatusCode;

    private static string WithNik(Submission interview, string nik) => Json(interview, PersonalData.None with { Members = [new(interview.Answers!.Members[0].Id, Nik: nik)] });

    private static string Json(Submission submission, PersonalData personal) => Encoding.UTF8.GetString(SubmissionWriter.ToUtf8(submission, personal));
}
