using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts.Cases;

/// <summary>Who sees which alerts.</summary>
[Collection(AlertApp.Name)]
public sealed class AlertAccessTests(AlertApp alerts)
{
    private static readonly Instant Y2018 = Instant.FromUtc(2018, 3, 2, 3, 15);

    private TestApp App => alerts.App;

    [Fact]
    public async Task An_alert_of_others_is_one_that_is_not_there()
    {
        var (id, _) = await App.RaiseAsync("35.22.01.2003");

        foreach (var role in (Role[])[Role.Dinkes, Role.Planner, Role.Operator])
        {
            Assert.Equal(404, (await App.SendJsonAsync(HttpMethod.Post, $"/api/alerts/{id}/acknowledgement", role, new { })).Status);
            Assert.DoesNotContain(await App.AlertsAsync(role), a => (Guid)a!["alert"]!["id"]! == id);
        }
        Assert.Equal("alert.no_such_help", (await App.DoAsync(id, "progress", new { help = Guid.NewGuid() })).What);
    }

    [Fact]
    public async Task A_puskesmas_sees_the_alerts_of_its_districts_alone_and_dinkes_all_of_them()
    {
        var interview = Undernourished("35.22.02.2001");
        await App.SubmitAsync(interview);
        await App.CaughtUpAsync();

        bool IsOfIt(JsonNode? a) => (string)a!["alert"]!["subject"]! == $"{interview.HouseholdId}" && (string)a["alert"]!["kind"]! == "undernourished-child";
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
        var mother = home.Answers!.Members[0] with { Sex = Sex.Female, AgeYears = 25, Pregnant = true };
        var pregnant = home with
        {
            Answers = home.Answers with
            {
                Members = [mother, .. home.Answers.Members.Skip(1)],
                Housing = home.Answers.Housing with { Sanitation = Sanitation.OpenDefecation, SanitationShared = null },
            },
        };
        await App.SubmitAsync(death, pregnant);

        await App.UntilAsync($"select count(*) = 2 from raised_alerts where area = '{Village}' and rule in ('child-death', 'pregnancy-water-sanitation')");

        var seen = (await App.AlertsAsync(Role.Dinkes, $"?village={Village}")).Select(a => ((string)a!["alert"]!["kind"]!, (Guid)a["alert"]!["household"]!, (string)a["alert"]!["deprivations"]![0]!)).Order();
        Assert.Equal([("child-death", death.HouseholdId, "child-mortality"), ("pregnancy-water-sanitation", pregnant.HouseholdId, "sanitation")], seen);
        Assert.Empty(await App.AlertsAsync(Role.Dinsos, $"?kind=child-death&village={Village}"));
        Assert.Empty(await App.AlertsAsync(Role.Dinsos, $"?kind=pregnancy-water-sanitation&village={Village}"));
    }

    private static Submission Undernourished(string village)
    {
        var interview = SampleInterview.Of(false, village, "2018-1", Y2018, 2);
        var child = new Member
        {
            Id = Guid.NewGuid(),
            Sex = Sex.Male,
            AgeYears = 2,
            AgeMonths = 24,
            Relation = Relation.Child,
            Nutrition = new() { WeightKg = 8m, HeightCm = 78m, MeasuredOn = new LocalDate(2018, 2, 1), Source = NutritionSource.Measured },
        };
        return interview with { Answers = interview.Answers! with { Size = 3, Members = [.. interview.Answers.Members, child] } };
    }
}
