using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts;

/// <summary>What agencies do with alerts, and what becomes of them by themselves.</summary>
public sealed class AlertLifecycleTests(AlertApp alerts) : IClassFixture<AlertApp>
{
    private static readonly Instant Y2018 = Instant.FromUtc(2018, 3, 2, 3, 15);
    private static readonly Instant Y2019 = Instant.FromUtc(2019, 3, 2, 3, 15);

    private TestApp App => alerts.App;

    [Fact]
    public async Task An_alert_goes_from_acknowledged_to_resolved_with_a_referral_on_the_household()
    {
        var (id, interview) = await RaiseAsync("35.22.01.2001");
        var referral = new { referralId = Guid.NewGuid(), agency = "dinsos", service = "pkh", date = "2026-01-05" };

        Assert.Equal((201, "acknowledged"), await DoAsync(id, "acknowledgement", new { }));
        Assert.Equal((200, "acknowledged"), await DoAsync(id, "acknowledgement", new { }));
        Assert.Equal((201, "verified"), await DoAsync(id, "verification", new { isTrue = true }));
        Assert.Equal((201, "inProgress"), await DoAsync(id, "progress", new { referral }));
        Assert.Equal((200, "inProgress"), await DoAsync(id, "progress", new { referral }));
        Assert.Equal((201, "resolved"), await DoAsync(id, "resolution", new { }));
        Assert.Equal((409, "alert.settled"), await DoAsync(id, "verification", new { isTrue = false }));
        Assert.Equal((201, "raised"), await DoAsync(id, "reopening", new { reason = "closedTooEarly" }));

        Assert.Equal(1L, await App.ScalarAsync<long>($"select count(*) from mt_events where stream_id = '{interview.HouseholdId}' and type = 'referral_made'"));
        Assert.Equal(1L, await App.ScalarAsync<long>($"select count(*) from raised_alerts where id = '{id}' and acknowledged_at > raised_at and settled_at is null"));
    }

    [Fact]
    public async Task Two_people_do_not_overwrite_each_other()
    {
        var (id, _) = await RaiseAsync("35.22.01.2002");
        var response = await App.SendAsync(HttpMethod.Get, $"/api/alerts/{id}", App.TokenFor(Role.Dinsos));
        var seen = response.Headers.ETag!.Tag;
        await DoAsync(id, "acknowledgement", new { });
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/alerts/{id}/resolution");
        request.Headers.Add("If-Match", seen);
        request.Headers.Authorization = new("Bearer", App.TokenFor(Role.Dinsos));

        Assert.Equal(412, (int)(await App.Client.SendAsync(request, TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task An_alert_of_others_is_one_that_is_not_there()
    {
        var (id, _) = await RaiseAsync("35.22.01.2003");

        foreach (var role in (Role[])[Role.Dinkes, Role.Planner, Role.Operator])
        {
            Assert.Equal(404, (await App.SendJsonAsync(HttpMethod.Post, $"/api/alerts/{id}/acknowledgement", role, new { })).Status);
            Assert.DoesNotContain(await App.AlertsAsync(role), a => (Guid)a!["alert"]!["id"]! == id);
        }
        Assert.Equal("alert.no_such_help", (await DoAsync(id, "progress", new { help = Guid.NewGuid() })).What);
    }

    [Fact]
    public async Task A_puskesmas_sees_the_alerts_of_its_districts_alone_and_dinkes_all_of_them()
    {
        var interview = Undernourished("35.22.02.2001");
        await App.SubmitAsync(interview);
        await App.CaughtUpAsync();

        bool IsOfIt(System.Text.Json.Nodes.JsonNode? a) => (string)a!["alert"]!["subject"]! == $"{interview.HouseholdId}" && (string)a["alert"]!["kind"]! == "undernourished-child";
        Assert.Contains(await App.AlertsAsync(Role.Puskesmas, "", "35.22.02"), IsOfIt);
        Assert.DoesNotContain(await App.AlertsAsync(Role.Puskesmas, "", "35.22.03"), IsOfIt);
        Assert.DoesNotContain(await App.AlertsAsync(Role.Puskesmas), IsOfIt);
        Assert.Contains(await App.AlertsAsync(Role.Dinkes), IsOfIt);
        Assert.DoesNotContain(await App.AlertsAsync(Role.Dinsos), IsOfIt);
        Assert.All(await App.AlertsAsync(Role.Puskesmas, "", "35.22.02"), a => Assert.DoesNotContain(a!["alert"]!["deprivations"]!.AsArray(), d => (string)d! != "nutrition"));
    }

    [Fact]
    public async Task A_childs_death_and_a_pregnancy_without_sanitation_are_told_to_the_health_agencies_alone()
    {
        const string Village = "35.22.05.2004";
        var (death, home) = (SampleInterview.Of(true, Village, "2018-1", Y2018, 4), SampleInterview.Of(false, Village, "2018-1", Y2018, 2));
        var mother = home.Answers!.Members[0] with { Sex = PovertyMonitor.Households.Questionnaire.Sex.Female, AgeYears = 25, Pregnant = true };
        var pregnant = home with
        {
            Answers = home.Answers with
            {
                Members = [mother, .. home.Answers.Members.Skip(1)],
                Housing = home.Answers.Housing with { Sanitation = PovertyMonitor.Households.Questionnaire.Sanitation.OpenDefecation, SanitationShared = null },
            },
        };
        await App.SubmitAsync(death, pregnant);

        await App.UntilAsync($"select count(*) = 2 from raised_alerts where area = '{Village}' and rule in ('child-death', 'pregnancy-water-sanitation')");

        var seen = (await App.AlertsAsync(Role.Dinkes, $"?village={Village}")).Select(a => ((string)a!["alert"]!["kind"]!, (Guid)a["alert"]!["household"]!, (string)a["alert"]!["deprivations"]![0]!)).Order();
        Assert.Equal([("child-death", death.HouseholdId, "child-mortality"), ("pregnancy-water-sanitation", pregnant.HouseholdId, "sanitation")], seen);
        Assert.Empty(await App.AlertsAsync(Role.Dinsos, $"?kind=child-death&village={Village}"));
        Assert.Empty(await App.AlertsAsync(Role.Dinsos, $"?kind=pregnancy-water-sanitation&village={Village}"));
    }

    [Fact]
    public async Task A_correction_withdraws_it_a_later_interview_closes_it_and_neither_can_be_acted_on()
    {
        var (wrong, first) = await RaiseAsync("35.22.03.2001");
        var (gone, second) = await RaiseAsync("35.22.03.2002");
        await App.SubmitAsync(
            SampleInterview.Of(false, "35.22.03.2001", "2018-1", Y2018, 4, first.HouseholdId) with { Corrects = first.SubmissionId },
            SampleInterview.Of(false, "35.22.03.2002", "2019-1", Y2019, 4, second.HouseholdId));

        await App.UntilAsync($"select count(*) = 2 from raised_alerts where (id, state) in (('{wrong}', 'withdrawn'), ('{gone}', 'closed'))");

        Assert.Equal((409, "alert.settled"), await DoAsync(wrong, "reopening", new { reason = "closedTooEarly" }));
        Assert.Equal((409, "alert.was_no_false_alarm"), await DoAsync(gone, "reopening", new { reason = "noFalseAlarm" }));
        Assert.Equal((201, "raised"), await DoAsync(gone, "reopening", new { reason = "closedTooEarly" }));
        Assert.Equal((201, "falseAlarm"), await DoAsync(gone, "verification", new { isTrue = false }));
        Assert.Equal((201, "raised"), await DoAsync(gone, "reopening", new { reason = "noFalseAlarm" }));
        Assert.Contains(await App.AlertsAsync(Role.Dinsos, "?village=35.22.03.2002"), a => (string)a!["alert"]!["kind"]! == "left-poverty");
    }

    [Fact]
    public async Task What_recurs_within_the_cool_down_is_taken_up_again_and_is_no_new_alert()
    {
        var (id, interview) = await RaiseAsync("35.22.03.2003");
        Submission Later(bool poor, int days) => SampleInterview.Of(poor, "35.22.03.2003", "2018-1", Y2018 + Duration.FromDays(days), 4, interview.HouseholdId);
        await App.SubmitAsync(Later(false, 5));
        await App.UntilAsync($"select state = 'closed' from raised_alerts where id = '{id}'");
        await App.SubmitAsync(Later(true, 10).Unschooled());

        await App.UntilAsync($"select state = 'raised' from raised_alerts where id = '{id}'");

        Assert.Equal(1L, await App.ScalarAsync<long>($"select count(*) from raised_alerts where rule = 'became-poor' and subject = '{interview.HouseholdId}'"));
        // What happened again ends again.
        await App.SubmitAsync(Later(false, 15));
        await App.UntilAsync($"select state = 'closed' from raised_alerts where id = '{id}'");
    }

    [Fact]
    public async Task An_alert_ends_also_where_an_older_interview_came_after_it()
    {
        var (id, interview) = await RaiseAsync("35.22.03.2004");
        Submission At(bool poor, int days) => SampleInterview.Of(poor, "35.22.03.2004", "2018-1", Y2018 + Duration.FromDays(days), 4, interview.HouseholdId);
        await App.SubmitAsync(At(true, -20).Unschooled());
        await App.SubmitAsync(At(false, 20));

        await App.UntilAsync($"select state = 'closed' from raised_alerts where id = '{id}'");
    }

    [Fact]
    public async Task Whoever_was_told_is_told_that_somebody_took_it_up_again_and_the_feed_has_it_once_more()
    {
        await using var agency = await AgencyEnd.StartAsync(App);
        await App.ReceiveAsync("reopened", "dinsos", agency.Address, "35.22.03.2005");
        var (id, _) = await RaiseAsync("35.22.03.2005");
        await agency.UntilAsync(1);
        var seen = (long)(await App.AlertsAsync(Role.Dinsos, "?since=0"))[^1]!["position"]!;
        Assert.Equal((201, "resolved"), await DoAsync(id, "resolution", new { }));
        Assert.Equal((201, "delivered"), await DoAsync(id, "reopening", new { reason = "closedTooEarly" }));

        var told = (await agency.UntilAsync(2))[^1];

        Assert.Equal(("povertymonitor.alert.reopened.v1", id), (told.Type, (Guid)told.Json["data"]!["id"]!));
        Assert.Equal(id, (Guid)Assert.Single(await App.AlertsAsync(Role.Dinsos, $"?since={seen}"))!["alert"]!["id"]!);
        // Its time runs anew: one order to look whether anybody saw it from when it was raised, one from now.
        await App.UntilAsync($"select count(*) = 2 from wolverine_incoming_envelopes where status = 'Scheduled' and message_type like '%EscalateAlert%' and position(convert_to('{id}', 'UTF8') in body) > 0");
    }

    [Fact]
    public async Task The_feed_since_a_position_has_every_alert_once_in_order_and_the_stream_goes_on_from_there()
    {
        await RaiseAsync("35.22.04.2001");
        await RaiseAsync("35.22.04.2002");
        var all = await App.AlertsAsync(Role.Dinsos, "?since=0");
        var positions = all.Select(a => (long)a!["position"]!).ToList();
        Assert.Equal(positions.Order(), positions);
        var rest = await App.AlertsAsync(Role.Dinsos, $"?since={positions[0]}");
        Assert.Equal(positions[1..], rest.Select(a => (long)a!["position"]!));

        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/alerts/stream");
        request.Headers.Authorization = new("Bearer", App.TokenFor(Role.Dinsos));
        request.Headers.Add("Last-Event-ID", $"{positions[^2]}");
        using var response = await App.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var ids = new List<string>();
        while (ids.Count < 2)
            if (await lines.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && line.StartsWith("id: ", StringComparison.Ordinal)) ids.Add(line[4..]);
        Assert.Equal([$"{positions[^2]}", $"{positions[^1]}"], ids);
    }

    [Fact]
    public async Task A_rule_can_be_tried_against_history_before_it_is_switched_on()
    {
        await RaiseAsync("35.22.05.2001");
        var rules = (await App.GetAsync("/api/alert-rules", Role.Dinsos))["rules"]!.AsArray();
        var rule = rules.First(r => (string)r!["code"]! == "became-poor")!["rule"]!;

        var (status, trial) = await App.SendJsonAsync(HttpMethod.Post, "/api/alert-rules/trial", Role.Dinsos, rule);
        var (refused, problem) = await App.SendJsonAsync(HttpMethod.Post, "/api/alert-rules/trial", Role.Dinsos, Beyond(rule));

        Assert.Equal((200, 1), (status, (int)trial!["byArea"]!["35.22.05.2001"]!));
        Assert.True((int)trial["count"]! >= 1);
        Assert.Contains(trial["alerts"]!.AsArray(), a => (string)a!["area"]! == "35.22.05.2001");
        // Who looked at which households is recorded.
        var shown = trial["alerts"]!.AsArray().Select(a => (Guid)a!["household"]!).Distinct().Count();
        Assert.Equal(shown, await App.ScalarAsync<int>("select subjects from personal_readings where purpose = 'alert-trial' order by read_at desc limit 1"));
        // Operators see how many in tens, no small count and no household.
        var (_, counted) = await App.SendJsonAsync(HttpMethod.Post, "/api/alert-rules/trial", Role.Operator, rule.DeepClone());
        Assert.Equal((10, 0), ((int)counted!["step"]!, counted["alerts"]!.AsArray().Count));
        Assert.All(counted["byArea"]!.AsObject().Concat(counted["byMonth"]!.AsObject()), c => Assert.Equal(0, (int)c.Value! % 10));
        Assert.Null(counted["byArea"]!["35.22.05.2001"]);
        Assert.Equal((422, "enter"), (refused, (string)problem!["errors"]![0]!["field"]!));
    }

    [Fact]
    public async Task An_agency_states_rules_of_its_own_audiences_and_no_others()
    {
        async Task<string> StateAsync(Role role, string code, string audience)
        {
            var rule = (await App.GetAsync("/api/alert-rules", role))["rules"]!.AsArray().First(r => (string)r!["code"]! == code)!["rule"]!.DeepClone();
            rule["audience"] = audience;
            var (status, answer) = await App.SendJsonAsync(HttpMethod.Put, $"/api/alert-rules/{code}", role, new { rule, isOn = true });
            return status == 200 ? "stated" : (string)answer!["errors"]![0]!["field"]!;
        }

        Assert.Equal("stated", await StateAsync(Role.Dinkes, "undernourished-child", "puskesmas"));
        Assert.Equal("audience", await StateAsync(Role.Dinsos, "undernourished-child", "dinsos"));
        Assert.Equal("audience", await StateAsync(Role.Dinkes, "became-poor", "dinkes"));
        Assert.Equal("audience", await StateAsync(Role.Dinkes, "undernourished-child", "dinsos"));
    }

    [Theory]
    [InlineData("became-poor", "kominfo", "alert.not_for_audience")]
    [InlineData("became-poor", "dinkes", "alert.not_for_audience")]
    [InlineData("pregnancy-water-sanitation", "bappeda", "alert.not_for_audience")]
    [InlineData("cluster-of-poverty", "kominfo", "alert.invalid_field")]
    public async Task No_rule_about_households_is_tried_or_stated_for_roles_that_may_not_read_them(string code, string audience, string problem)
    {
        var rule = (await App.GetAsync("/api/alert-rules", Role.Operator))["rules"]!.AsArray().First(r => (string)r!["code"]! == code)!["rule"]!.DeepClone();
        rule["audience"] = audience;

        var tried = await App.SendJsonAsync(HttpMethod.Post, "/api/alert-rules/trial", Role.Operator, rule);
        var stated = await App.SendJsonAsync(HttpMethod.Put, "/api/alert-rules/for-others", Role.Operator, new { rule, isOn = true });

        Assert.Equal((422, problem), (tried.Status, (string)Assert.Single(tried.Body!["errors"]!.AsArray())!["code"]!));
        Assert.Equal((422, problem), (stated.Status, (string)Assert.Single(stated.Body!["errors"]!.AsArray())!["code"]!));
    }

    [Theory]
    [InlineData("dinsos", "operator", null)]
    [InlineData("dinsos", "dinkes", null)]
    [InlineData("puskesmas", "planner", null)]
    [InlineData("dinkes-head", "dinkes", "kominfo")]
    public async Task No_audience_of_rules_about_households_takes_in_roles_that_may_not_read_them(string code, string role, string? escalatesTo)
    {
        var audience = (await App.GetAsync("/api/alert-audiences", Role.Operator)).AsArray().First(a => (string)a!["audience"]! == code)!;
        string[] roles = [.. audience["roles"]!.AsArray().Select(r => (string)r!).Append(role).Distinct()];

        var (status, body) = await App.SendJsonAsync(HttpMethod.Put, $"/api/alert-audiences/{code}", Role.Operator, new { name = audience["name"], roles, escalatesTo });

        Assert.Equal(422, status);
        Assert.All(body!["errors"]!.AsArray(), e => Assert.Equal(("roles", "alert.not_for_audience"), ((string)e!["field"]!, (string)e["code"]!)));
    }

    [Fact]
    public async Task A_household_that_nobody_acknowledged_in_time_is_escalated_and_one_that_was_is_not()
    {
        var (late, _) = await RaiseAsync("35.22.05.2002");
        var (seen, _) = await RaiseAsync("35.22.05.2003");
        await DoAsync(seen, "acknowledgement", new { });
        // The scheduled messages are there; their time is brought forward.
        await App.UntilAsync("select count(*) >= 2 from wolverine_incoming_envelopes where status = 'Scheduled' and message_type like '%EscalateAlert%'");
        await App.ScalarAsync<object>("update wolverine_incoming_envelopes set execution_time = now() - interval '1 second' where status = 'Scheduled' and message_type like '%EscalateAlert%'");

        await App.UntilAsync($"select audience = 'dinsos-head' and level = 1 from raised_alerts where id = '{late}'");

        Assert.Equal("dinsos", await App.ScalarAsync<string>($"select audience from raised_alerts where id = '{seen}'"));
    }

    private static System.Text.Json.Nodes.JsonNode Beyond(System.Text.Json.Nodes.JsonNode rule)
    {
        var beyond = rule.DeepClone();
        beyond["enter"] = "2/1";
        return beyond;
    }

    private async Task<(int Status, string What)> DoAsync(Guid id, string what, object body)
    {
        var (status, answer) = await App.SendJsonAsync(HttpMethod.Post, $"/api/alerts/{id}/{what}", Role.Dinsos, body);
        return (status, (string?)answer!["state"] ?? (string)answer["code"]!);
    }

    private async Task<(Guid Alert, Submission Interview)> RaiseAsync(string village)
    {
        var interview = SampleInterview.Of(true, village, "2018-1", Y2018, 4).Unschooled();
        await App.SubmitAsync(interview);
        await App.UntilAsync($"select count(*) = 1 from raised_alerts where rule = 'became-poor' and subject = '{interview.HouseholdId}'");
        return (await App.ScalarAsync<Guid>($"select id from raised_alerts where rule = 'became-poor' and subject = '{interview.HouseholdId}'"), interview);
    }

    private static Submission Undernourished(string village)
    {
        var interview = SampleInterview.Of(false, village, "2018-1", Y2018, 2);
        var child = new PovertyMonitor.Households.Questionnaire.Member
        {
            Id = Guid.NewGuid(),
            Sex = PovertyMonitor.Households.Questionnaire.Sex.Male,
            AgeYears = 2,
            AgeMonths = 24,
            Relation = PovertyMonitor.Households.Questionnaire.Relation.Child,
            Nutrition = new() { WeightKg = 8m, HeightCm = 78m, MeasuredOn = new LocalDate(2018, 2, 1), Source = PovertyMonitor.Households.Questionnaire.NutritionSource.Measured },
        };
        return interview with { Answers = interview.Answers! with { Size = 3, Members = [.. interview.Answers.Members, child] } };
    }
}
