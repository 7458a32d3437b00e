using NodaTime;
using PovertyMonitor.Alerts;
using PovertyMonitor.Alerts.Cases;
using PovertyMonitor.Alerts.Delivery;
using PovertyMonitor.Alerts.Detection;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Measures;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts.Detection;

/// <summary>A health agency is told what it sees to, and not how poor a household is.</summary>
public sealed class HealthAlertTests
{
    private static readonly CompiledMeasure Measure = MeasureCompiler.Compile(ShippedMeasures.Read(ShippedMeasures.GlobalMpi), 1);
    private static readonly Instant At = Instant.FromUtc(2018, 3, 2, 3, 0);

    [Theory]
    [InlineData("child-death", false)]
    [InlineData("pregnancy-water-sanitation", false)]
    [InlineData("undernourished-child", false)]
    [InlineData("became-poor", true)]
    public void No_score_leaves_with_an_alert_about_health(string code, bool isTold)
    {
        var interview = Interview();
        var before = PovertyMonitor.Households.Household.Unknown;
        HouseholdRule[] rules = [new(code, 1, ShippedRules.All[code], Measure)];
        var alert = Assert.Single(FindAlerts.Decide("35.22", Guid.NewGuid(), before, before.With(interview), interview, new(rules, rules), null).OfType<Finding.Raise>()).Alert;

        var name = ShippedRules.All[code].Name;
        var payload = Payloads.Webhook(alert.Id, "35.22", [new(alert, Notice.Raised, AlertState.Raised, name, name, "https://example.test/")], isDigest: false, At);

        Assert.Equal(isTold, alert.Value is not null);
        Assert.Equal(isTold, payload.Contains("\"2/3\"", StringComparison.Ordinal));
        Assert.Equal(isTold, ShippedRules.All[code].Text.En.Contains("{value}", StringComparison.Ordinal));
    }

    // All of health, nobody schooled, and solid fuel, no sanitation and no electricity: two thirds.
    private static InterviewCompleted Interview()
    {
        var poor = SampleInterview.Of(true, "35.22.15.2002", "R", At, 2).Unschooled().Answers!;
        var mother = poor.Members[0] with { Sex = Sex.Female, AgeYears = 25, Pregnant = true };
        var child = new Member
        {
            Id = Guid.NewGuid(),
            Sex = Sex.Male,
            AgeYears = 2,
            AgeMonths = 24,
            Relation = Relation.Child,
            Nutrition = new Nutrition { WeightKg = 8m, HeightCm = 78m, MeasuredOn = new LocalDate(2018, 2, 1), Source = NutritionSource.Measured },
        };
        var housing = poor.Housing with { CookingFuel = CookingFuel.Wood, Sanitation = Sanitation.OpenDefecation, Electricity = Electricity.None };
        return new(Guid.NewGuid(), "R", At, "K-1", null, new Place("35.22.15.2002", "003", "001", "Melati 1"), poor with { Size = 3, Members = [mother, poor.Members[1], child], Housing = housing });
    }
}
