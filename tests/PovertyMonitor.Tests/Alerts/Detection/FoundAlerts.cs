using NodaTime;
using PovertyMonitor.Alerts.Detection;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Measures;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts.Detection;

/// <summary>The events of one household that tests of alerts are about, and what they mean in words.</summary>
internal static class FoundAlerts
{
    public const string Tenant = "35.22";
    public static readonly Guid Home = new("3f0b5d0e-5f3c-4a63-9f5e-0a8f6b1c2d3e");
    public static readonly CompiledMeasure Measure = MeasureCompiler.Compile(ShippedMeasures.Read(ShippedMeasures.GlobalMpi), 1);

    public static string[] After(params object[] events) => After(null, events);

    public static string[] After(string? baseline, params object[] events)
    {
        HouseholdRule[] rules = [Rule(ShippedRules.BecamePoor), Rule("left-poverty")];
        return After(new(rules, rules), baseline, events);
    }

    /// <summary>What each event means, in words: the number is that of the interview or change that raised it.</summary>
    public static string[] After(HouseholdRules rules, string? baseline, params object[] events)
    {
        var (state, told) = (PovertyMonitor.Households.Household.Unknown, new List<string>());
        var ids = rules.Ever.SelectMany(r => Enumerable.Range(1, 9).Select(n => (Id: FindAlerts.IdOf(Tenant, r.Code, r.Revision, $"{Home}", $"{Id(n)}"), Name: $"{r.Code} {n}"))).ToDictionary(x => x.Id, x => x.Name);
        foreach (var fact in events)
        {
            var before = state;
            state = before.With(fact);
            told.Add(string.Join(", ", FindAlerts.Decide(Tenant, Home, before, state, fact, rules, baseline)
                .Select(f => f is Finding.Raise raise ? $"raise {ids[raise.Alert.Id]}" : $"{((Finding.Turn)f).Became} {ids[((Finding.Turn)f).Alert]}")
                .OrderBy(s => s.Contains("left-poverty", StringComparison.Ordinal)).ThenBy(s => s, StringComparer.Ordinal)));
        }
        return [.. told];
    }

    public static Member Undernourished() => new()
    {
        Id = Guid.NewGuid(),
        Sex = Sex.Male,
        AgeYears = 2,
        AgeMonths = 24,
        Relation = Relation.Child,
        Nutrition = new Nutrition { WeightKg = 8m, HeightCm = 78m, MeasuredOn = new LocalDate(2018, 2, 1), Source = NutritionSource.Measured },
    };

    public static HouseholdRule Rule(string code) => new(code, 1, ShippedRules.All[code], Measure);

    public static Guid Id(int n) => new($"00000000-0000-4000-8000-00000000000{n}");

    public static InterviewCompleted Poor(int n) => Interview(n, SampleInterview.Of(true, "35.22.15.2002", "R", At(n), 2).Unschooled().Answers!);

    public static InterviewCompleted Sound(int n) => Interview(n, SampleInterview.Of(false, "35.22.15.2002", "R", At(n), 2).Answers!);

    /// <summary>A child's death, solid fuel, no sanitation and no electricity: 1/6 and three times 1/18.</summary>
    public static Answers Third()
    {
        var sound = Sound(1).Answers;
        return sound with
        {
            ChildDeaths = [new ChildDeath { Month = new YearMonth(2017, 6), AgeMonths = 3 }],
            Members = [.. sound.Members.Select(m => m with { Nutrition = Healthy })],
            Housing = sound.Housing with { CookingFuel = CookingFuel.Wood, Sanitation = Sanitation.OpenDefecation, Electricity = Electricity.None },
        };
    }

    public static Answers Healthily(Answers answers) => answers with { Members = [.. answers.Members.Select(m => m with { Nutrition = Healthy })] };

    /// <summary>The same with nobody who went to school for six years.</summary>
    public static Answers Half()
    {
        var third = Third();
        return third with { Members = [.. third.Members.Select(m => m with { YearsOfSchooling = 3 })] };
    }

    public static Nutrition Healthy => new() { WeightKg = 60m, HeightCm = 165m, MeasuredOn = new LocalDate(2017, 12, 1), Source = NutritionSource.Measured };

    public static Instant At(int n) => Instant.FromUtc(2017 + n, 3, 2, 3, 0);

    public static InterviewCompleted Interview(int n, Answers answers) => new(Id(n), $"R{n}", At(n), "K-1", null, new Place("35.22.15.2002", "003", "001", "Melati 1"), answers);

    public static InterviewCorrected Corrected(int n, InterviewCompleted by) => new(new($"00000000-0000-4000-8000-0000000000c{n}"), Id(n), At(n) + Duration.FromDays(40), "K-1", null, by.Place, by.Answers);
}
