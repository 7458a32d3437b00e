using System.Net;
using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Surveys;
using PovertyMonitor.Surveys.Reviews;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys.Reviews;

public sealed class ResolveReviewTests(SharedApp shared) : IClassFixture<SharedApp>, IAsyncLifetime
{
    private TestApp App => shared.App;

    public async ValueTask InitializeAsync() => await App.OpenRoundsAsync();

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Theory]
    [InlineData("survey.closed_round", "accept")]
    [InlineData("survey.closed_round", "correct")]
    [InlineData("survey.closed_round", "reject")]
    [InlineData("survey.unknown_round", "correct")]
    [InlineData("survey.unknown_village", "correct")]
    [InlineData("survey.unknown_village", "reject")]
    [InlineData("survey.other_content", "accept")]
    [InlineData("survey.other_content", "merge")]
    [InlineData("survey.other_content", "correct")]
    [InlineData("survey.other_content", "reject")]
    [InlineData("survey.superseded_base", "accept")]
    [InlineData("survey.superseded_base", "merge")]
    [InlineData("survey.superseded_base", "correct")]
    [InlineData("survey.superseded_base", "reject")]
    [InlineData("survey.other_household", "accept")]
    [InlineData("survey.other_household", "reject")]
    [InlineData("survey.corrects_itself", "accept")]
    [InlineData("survey.household_elsewhere", "accept")]
    [InlineData("survey.household_elsewhere", "correct")]
    [InlineData("survey.household_elsewhere", "reject")]
    [InlineData("survey.rejected_base", "accept")]
    [InlineData("survey.rejected_base", "reject")]
    [InlineData("survey.unreadable", "correct")]
    [InlineData("survey.unreadable", "reject")]
    public async Task What_waits_is_resolved_once_and_says_so_when_it_is_sent_again(string reason, string action)
    {
        var waiting = await App.HoldAsync(reason);
        var id = waiting.Sent.SubmissionId;
        Assert.Equal(reason, (string?)(await App.GetAsync($"/api/reviews/{id}", Role.Dinsos))["reason"]!["code"]);

        var (first, told) = await App.ResolveAsync(id, Reviewing.Decision(action, waiting));
        var events = await EventsAsync();
        var (again, _) = await App.ResolveAsync(id, Reviewing.Decision(action, waiting));
        var (other, decided) = await App.ResolveAsync(id, new { action = action == "reject" ? "accept" : "reject", reason = "other" });

        Assert.True(first.IsSuccessStatusCode, told.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal((HttpStatusCode.Conflict, action), (other.StatusCode, (string?)decided["resolution"]!["action"]!["code"]));
        Assert.Equal(events, await EventsAsync());
        Assert.Equal(action == "reject", told["result"] is null);
        Assert.Equal(action == "reject" ? "rejected" : "taken", await App.StateAsync((Guid?)told["result"] ?? OwnId(waiting, reason, told)));
        Assert.Equal(HttpStatusCode.NotFound, (await App.SendAsync(HttpMethod.Get, $"/api/reviews/{id}", App.TokenFor(Role.Dinsos))).StatusCode);
        if (reason == "survey.unreadable") return;
        var (_, resent) = await App.PostAsync(waiting.Sent.JsonOf(), waiting.Village);
        Assert.Equal(action == "reject" ? "rejected" : "already", (string?)resent["status"]);
        Assert.Equal(events, await EventsAsync());
    }

    [Fact]
    public async Task Submissions_that_correct_each_other_wait_for_a_person_and_what_corrects_one_not_here_does_not()
    {
        var one = SampleInterview.Of(true, Reviewing.Village, Reviewing.Open, Reviewing.March, 2);
        var other = one with { SubmissionId = Guid.NewGuid(), Corrects = one.SubmissionId };
        one = one with { Corrects = other.SubmissionId };
        var early = one with { SubmissionId = Guid.NewGuid(), HouseholdId = Guid.NewGuid(), Corrects = Guid.NewGuid() };
        foreach (var sent in (Submission[])[early, one, other])
            Assert.Equal("waiting", (string?)(await App.PostAsync(sent.JsonOf(), Reviewing.Village)).Body["status"]);

        var after = await App.ScalarAsync<string>($"select to_char((received_at - interval '1 microsecond') at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US') from submissions_held where submission_id = '{early.SubmissionId}'");
        var listed = (await App.GetAsync($"/api/reviews?kind=held&after={after}Z", Role.Dinsos)).AsArray().Select(r => (Guid)r!["submissionId"]!).ToList();

        Assert.Contains(one.SubmissionId, listed);
        Assert.Contains(other.SubmissionId, listed);
        Assert.DoesNotContain(early.SubmissionId, listed);
        Assert.True((await App.ResolveAsync(other.SubmissionId, new { action = "reject", reason = "typingError" })).Response.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("survey.unknown_village", "accept", 422, "review.invalid")]
    [InlineData("survey.closed_round", "merge", 409, "review.nothing_to_merge")]
    [InlineData("survey.household_elsewhere", "merge", 409, "review.nothing_to_merge")]
    [InlineData("survey.unknown_round", "accept", 409, "review.round_never_opened")]
    [InlineData("survey.unreadable", "accept", 409, "review.nothing_to_take")]
    [InlineData("survey.unreadable", "merge", 409, "review.nothing_to_take")]
    [InlineData("survey.closed_round", "forget", 422, "review.invalid")]
    public async Task What_makes_no_sense_is_refused_and_still_waits(string reason, string action, int status, string code)
    {
        var waiting = await App.HoldAsync(reason);

        var (response, body) = await App.ResolveAsync(waiting.Sent.SubmissionId, Reviewing.Decision(action, waiting));

        Assert.Equal((status, code), ((int)response.StatusCode, (string?)body["code"]));
        if (reason == "survey.unknown_village")
        {
            Assert.Equal("review.unknown_village", (string?)body["errors"]![0]!["code"]);
            Assert.Contains("'correct'", body["errors"]![0]!.ToJsonString().Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        }
        Assert.Equal(reason, (string?)(await App.GetAsync($"/api/reviews/{waiting.Sent.SubmissionId}", Role.Dinsos))["reason"]!["code"]);
    }

    [Fact]
    public async Task A_correction_to_another_unknown_village_is_told_how_to_find_one_and_still_waits()
    {
        var waiting = await App.HoldAsync("survey.unknown_village");

        var (response, body) = await App.ResolveAsync(waiting.Sent.SubmissionId,
            Reviewing.Decision("correct", waiting with { Right = waiting.Right with { Place = new("35.22.98.2001") } }));

        var error = body["errors"]![0]!;
        Assert.Equal((422, "submission.place.village", "review.still_unknown_village"), ((int)response.StatusCode, (string?)error["field"], (string?)error["code"]));
        Assert.Contains("/api/areas?parent=35.22", (string)error["advice"]!, StringComparison.Ordinal);
        Assert.Contains("35.22.98.2001", (string)error["message"]!, StringComparison.Ordinal);
        Assert.Equal("review", await App.StateAsync(waiting.Sent.SubmissionId));
    }

    [Fact]
    public async Task A_merge_of_nothing_is_told_what_differs()
    {
        var waiting = await App.HoldAsync("survey.superseded_base");

        var (response, body) = await App.ResolveAsync(waiting.Sent.SubmissionId, new { action = "merge", reason = "confirmedWithHousehold" });

        Assert.Equal((422, "fields"), ((int)response.StatusCode, (string?)body["errors"]![0]!["field"]));
        var (nothing, told) = await App.ResolveAsync(waiting.Sent.SubmissionId, new { action = "merge", reason = "typingError", fields = (string?[])["answers.size", null] });
        Assert.Equal((422, "fields[1]"), ((int)nothing.StatusCode, (string?)told["errors"]![0]!["field"]));
        Assert.Equal(["answers.housing.waterMinutes", "answers.size"], ((string)body["errors"]![0]!["advice"]!)["Give ".Length..^1].Split(", ").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_two_changed_offline_is_shown_three_ways_and_merged_field_by_field()
    {
        var waiting = await App.HoldAsync("survey.superseded_base");
        var id = waiting.Sent.SubmissionId;

        var review = await App.GetAsync($"/api/reviews/{id}", Role.Dinsos);
        var differences = review["differences"]!.AsArray().ToDictionary(d => (string)d!["path"]!, d => (By: (string?)d!["changedBy"], Held: (string?)d["held"]?["text"], Standing: (string?)d["standing"]?["text"]));
        var (merged, _) = await App.ResolveAsync(id, Reviewing.Decision("merge", waiting));

        Assert.Equal(("held", "9", "3"), differences["answers.size"]);
        Assert.Equal(("standing", "0", "40"), differences["answers.housing.waterMinutes"]);
        Assert.Equal(2, differences.Count);
        Assert.Equal(HttpStatusCode.OK, merged.StatusCode);
        var believed = await BelievedAsync(waiting.Sent.HouseholdId);
        Assert.Equal((9, 40), ((int?)believed["size"], (int?)believed["housing"]!["waterMinutes"]));
        Assert.Contains("Pemeriksaan kiriman: Digabung. Alasan: Sudah ditanyakan ke rumah tangga.",
            (await App.GetAsync($"/api/households/{waiting.Sent.HouseholdId}/timeline", Role.Dinsos)).ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_accepted_one_counts_before_the_correction_that_won_and_a_later_correction_of_it_is_taken()
    {
        var waiting = await App.HoldAsync("survey.superseded_base");

        await App.ResolveAsync(waiting.Sent.SubmissionId, Reviewing.Decision("accept", waiting));

        Assert.Equal((9, 0), await SizeAndWaterAsync(waiting.Sent.HouseholdId));
        await App.SubmitAsync(waiting.Sent with
        {
            SubmissionId = Guid.NewGuid(),
            Corrects = waiting.Sent.SubmissionId,
            InterviewedAt = Reviewing.March + Duration.FromDays(1),
            Answers = waiting.Sent.Answers! with { Size = 4 },
        });
        Assert.Equal((4, 0), await SizeAndWaterAsync(waiting.Sent.HouseholdId));
    }

    [Fact]
    public async Task A_correction_that_waits_is_released_when_its_base_is_accepted_and_goes_to_a_person_when_that_is_rejected()
    {
        foreach (var (action, state) in new[] { ("accept", "taken"), ("reject", "review") })
        {
            var waiting = await App.HoldAsync("survey.closed_round");
            var correction = waiting.Sent with { SubmissionId = Guid.NewGuid(), Corrects = waiting.Sent.SubmissionId, Round = Reviewing.Open };
            await App.PostAsync(correction.JsonOf(), Reviewing.Village);
            Assert.Equal("waiting", await App.StateAsync(correction.SubmissionId));

            await App.ResolveAsync(waiting.Sent.SubmissionId, Reviewing.Decision(action, waiting));

            Assert.Equal(state, await App.StateAsync(correction.SubmissionId));
        }
    }

    [Fact]
    public async Task A_correction_of_what_is_not_here_can_only_be_rejected()
    {
        var correction = SampleInterview.Of(true, Reviewing.Village, Reviewing.Closed, Reviewing.March, 3) with { Corrects = Guid.NewGuid() };
        await App.PostAsync(correction.JsonOf(), Reviewing.Village);

        var (accepted, body) = await App.ResolveAsync(correction.SubmissionId, new { action = "accept", reason = "other" });

        Assert.Equal((HttpStatusCode.Conflict, "review.base_open"), (accepted.StatusCode, (string?)body["code"]));
        Assert.Equal(HttpStatusCode.OK, (await App.ResolveAsync(correction.SubmissionId, new { action = "reject", reason = "testEntry" })).Response.StatusCode);
    }

    [Fact]
    public async Task Of_two_people_one_gets_the_others_decision_and_who_saw_an_older_state_gets_412()
    {
        var waiting = await App.HoldAsync("survey.other_content");
        var id = waiting.Sent.SubmissionId;
        var seen = await App.SendAsync(HttpMethod.Get, $"/api/reviews/{id}", App.TokenFor(Role.Dinsos));
        await App.SubmitAsync(waiting.Sent with { SubmissionId = Guid.NewGuid(), Corrects = id, InterviewedAt = Reviewing.March + Duration.FromDays(2) });

        var (stale, changed) = await App.ResolveAsync(id, Reviewing.Decision("accept", waiting), ifMatch: seen.Headers.ETag!.ToString());
        var both = await Task.WhenAll(
            App.ResolveAsync(id, new { action = "accept", reason = "other" }), App.ResolveAsync(id, new { action = "reject", reason = "sentTwice" }));

        Assert.Equal((HttpStatusCode.PreconditionFailed, "review.changed"), (stale.StatusCode, (string?)changed["code"]));
        Assert.Single(changed["changes"]!.AsArray());
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Conflict], both.Select(b => b.Response.StatusCode).Order());
        Assert.Equal(1, await App.ScalarAsync<long>($"select count(*) from mt_events where type = 'review_resolved' and data->>'submissionId' = '{id}'"));
    }

    [Fact]
    public async Task Of_several_contents_under_an_id_each_is_named_and_resolved_by_itself()
    {
        var waiting = await App.HoldAsync("survey.other_content");
        var id = waiting.Sent.SubmissionId;
        await App.PostAsync((waiting.Sent with { Enumerator = "K-9" }).JsonOf(), Reviewing.Village);
        var contents = (await App.GetAsync("/api/reviews?reason=survey.other_content", Role.Dinsos)).AsArray()
            .Where(r => (Guid)r!["submissionId"]! == id).Select(r => (string)r!["content"]!).ToList();

        var shown = await App.GetAsync($"/api/reviews/{id}", Role.Dinsos);
        Assert.Equal(contents, [(string)shown["content"]!, (string)shown["otherContents"]![0]!["content"]!]);
        Assert.Equal(["answers.size", "enumerator"], new[] { shown, shown["otherContents"]![0]! }.SelectMany(c => c["differences"]!.AsArray().Select(d => (string)d!["path"]!)).Distinct().Order(StringComparer.Ordinal));

        var (unnamed, _) = await App.ResolveAsync(id, new { action = "reject", reason = "sentTwice" });
        var (first, _) = await App.ResolveAsync(id, new { action = "reject", reason = "sentTwice" }, contents[0]);
        var (retried, _) = await App.ResolveAsync(id, new { action = "reject", reason = "sentTwice" });
        var (second, _) = await App.ResolveAsync(id, new { action = "accept", reason = "other" }, contents[1]);

        Assert.Equal(2, contents.Count);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, unnamed.StatusCode);
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK], [first.StatusCode, retried.StatusCode, second.StatusCode]);
        Assert.Equal(["accept", "reject"], (await App.GetAsync($"/api/reviews/{id}/resolution", Role.Dinsos)).AsArray().Select(r => (string?)r!["action"]!["code"]));
    }

    [Fact]
    public async Task A_note_is_sealed_read_by_those_allowed_and_in_no_event()
    {
        var waiting = await App.HoldAsync("survey.closed_round");
        var id = waiting.Sent.SubmissionId;

        await App.ResolveAsync(id, new { action = "reject", reason = "noVisit", note = "Bu Sutinah-Rahasia ternyata pindah" });

        Assert.Equal("Bu Sutinah-Rahasia ternyata pindah", (string?)(await App.GetAsync($"/api/reviews/{id}/resolution", Role.Dinsos))[0]!["note"]);
        Assert.Equal(0, await App.ScalarAsync<long>("select count(*) from mt_events where data::text like '%Rahasia%'"));
        Assert.Equal(0, await App.ScalarAsync<long>("select count(*) from review_resolutions where position('Rahasia'::bytea in note) > 0"));
        Assert.Equal(1, await App.ScalarAsync<long>($"select count(*) from personal_readings where purpose = 'review note' and subject_id = '{id}'"));
        Assert.Equal(HttpStatusCode.NotFound, (await App.SendAsync(HttpMethod.Get, $"/api/reviews/{id}/resolution", App.TokenOf("other", Role.Enumerator, Reviewing.OtherVillage))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await App.SendAsync(HttpMethod.Get, $"/api/reviews/{id}/resolution", App.TokenFor(Role.Planner))).StatusCode);
    }

    [Fact]
    public async Task Who_only_guessed_a_household_of_another_village_sees_nothing_of_it()
    {
        var waiting = await App.HoldAsync("survey.household_elsewhere");

        var own = JsonNode.Parse(await (await App.SendAsync(HttpMethod.Get, $"/api/reviews/{waiting.Sent.SubmissionId}", App.TokenFor(Role.Enumerator, Reviewing.Village)))
            .Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        var all = await App.GetAsync($"/api/reviews/{waiting.Sent.SubmissionId}", Role.Dinsos);

        Assert.Null(own["knownPlace"]);
        Assert.Equal(Reviewing.OtherVillage, (string?)all["knownPlace"]!["village"]);
        var listed = JsonNode.Parse(await (await App.SendAsync(HttpMethod.Get, "/api/reviews", App.TokenFor(Role.Enumerator, Reviewing.OtherVillage)))
            .Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
        Assert.Empty(listed.AsArray());
        Assert.Equal(HttpStatusCode.Forbidden, (await App.SendAsync(HttpMethod.Get, $"/api/reviews?village={Reviewing.Village}", App.TokenFor(Role.Enumerator, Reviewing.OtherVillage))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await App.ResolveAsync(waiting.Sent.SubmissionId, Reviewing.Decision("accept", waiting), role: Role.Enumerator)).Response.StatusCode);
    }

    private static Guid OwnId(Waiting waiting, string reason, JsonNode told) => reason == "survey.other_content"
        ? ReviewStream.IdOfOther(waiting.Sent.SubmissionId, Convert.FromHexString((string)told["content"]!)) : waiting.Sent.SubmissionId;

    // Alerts follow the log in their own time.
    private async Task<long> EventsAsync() => await App.ScalarAsync<long>("select count(*) from mt_events where type not like 'alert%'");

    private async Task<(int?, int?)> SizeAndWaterAsync(Guid household)
    {
        var believed = await BelievedAsync(household);
        return ((int?)believed["size"], (int?)believed["housing"]!["waterMinutes"]);
    }

    private async Task<JsonNode> BelievedAsync(Guid household)
    {
        var history = await ReviewHistory.ReadAsync(
            Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Marten.IDocumentStore>(App.Services),
            TestApp.Regency, household, household, null, TestContext.Current.CancellationToken);
        var interview = Assert.Single(history.Household.Interviews());
        return JsonNode.Parse(SubmissionJson(history.Household.AsSubmission(household, interview)))!["answers"]!;
    }

    private static string SubmissionJson(PovertyMonitor.Surveys.Submission submission) => submission.JsonOf();
}
