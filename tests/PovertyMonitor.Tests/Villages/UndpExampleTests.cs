using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Villages;

/// <summary>The four households of the technical note to UNDP's human development report, by way of the API.</summary>
public sealed class UndpExampleTests(PostgresServer server)
{
    private const string Village = "35.22.15.2002";

    private static readonly int[] Sizes = [4, 7, 5, 4];

    // Floor stands for housing, and enrolment for attendance.
    private static readonly Dictionary<string, int[]> Deprived = new()
    {
        ["years-of-schooling"] = [0, 1, 0, 1],
        ["school-attendance"] = [0, 1, 0, 0],
        ["nutrition"] = [0, 0, 1, 0],
        ["child-mortality"] = [1, 1, 0, 1],
        ["electricity"] = [0, 1, 1, 1],
        ["drinking-water"] = [0, 0, 1, 0],
        ["sanitation"] = [0, 1, 1, 0],
        ["housing"] = [0, 0, 0, 0],
        ["cooking-fuel"] = [1, 1, 1, 1],
        ["assets"] = [0, 1, 0, 1],
    };

    [Theory]
    [InlineData("villages/35.22.15.2002", "")]
    [InlineData("districts/35.22.15", "")]
    [InlineData("regencies/35.22", "?round=2018-1&measure=global-mpi-2018@1")]
    public async Task The_published_figures_come_out(string area, string query)
    {
        await using var app = await TestApp.StartAsync(server);
        await app.SubmitAsync([.. Enumerable.Range(0, 4).Select(Interview)]);
        await app.CaughtUpAsync();

        var index = await app.GetAsync($"/api/{area}/index{query}");

        Assert.Equal((4, 20, 3, 16), ((int)index["households"]!, (int)index["persons"]!, (int)index["poorHouseholds"]!, (int)index["poorPersons"]!));
        Equal(16, 20, index["h"]);
        Equal(9, 16, index["a"]);
        Equal(9, 20, index["m0"]);
        Equal(1, 5, index["vulnerable"]);
        Equal(11, 20, index["severe"]);
        Assert.Equal((4, 20, 3, 16), ((int)index["households"]!, (int)index["persons"]!, (int)index["poorHouseholds"]!, (int)index["poorPersons"]!));
        Assert.Equal(["health", "education", "living-standards"], index["dimensions"]!.AsArray().Select(d => (string?)d!["code"]));
        Equal(8, 27, index["dimensions"]![0]!["contributionShare"]);
        Equal(1, 3, index["dimensions"]![1]!["contributionShare"]);
        Equal(10, 27, index["dimensions"]![2]!["contributionShare"]);
        foreach (var indicator in index["indicators"]!.AsArray())
            Equal(Deprived[(string)indicator!["code"]!].Zip(Sizes, (d, size) => d * size).Sum(), 20, indicator["uncensored"]);
    }

    private static void Equal(int numerator, int denominator, System.Text.Json.Nodes.JsonNode? actual) =>
        Assert.Equal((double)numerator / denominator, (double)actual!, 1e-15);

    private static Submission Interview(int household)
    {
        bool Is(string indicator) => Deprived[indicator][household] == 1;
        var at = Instant.FromUtc(2018, 3, 2, 3, 15);
        var sample = SampleInterview.Of(false, Village, "2018-1", at, 1);
        return sample with
        {
            Answers = sample.Answers! with
            {
                Size = Sizes[household],
                ChildDeaths = Is("child-mortality") ? [new() { Month = new YearMonth(2016, 5), AgeMonths = 3 }] : [],
                Members = [.. Enumerable.Range(0, Sizes[household]).Select(place => Member(place, Is("years-of-schooling"), Is("school-attendance"), Is("nutrition")))],
                Housing = sample.Answers.Housing with
                {
                    Electricity = Is("electricity") ? Electricity.None : Electricity.Grid,
                    WaterSource = Is("drinking-water") ? WaterSource.SurfaceWater : WaterSource.Piped,
                    Sanitation = Is("sanitation") ? Sanitation.HangingLatrine : Sanitation.FlushSepticTank,
                    CookingFuel = Is("cooking-fuel") ? CookingFuel.Wood : CookingFuel.Lpg,
                    Assets = Is("assets") ? None : None with { CarOrTruck = true },
                },
            },
        };
    }

    private static Assets None { get; } = new()
    {
        Radio = false,
        Television = false,
        Telephone = false,
        Computer = false,
        AnimalCart = false,
        Bicycle = false,
        Motorbike = false,
        Refrigerator = false,
        CarOrTruck = false,
    };

    // The last of every household is a child of school age.
    private static Member Member(int place, bool unschooled, bool absent, bool thin) => new()
    {
        Id = Guid.NewGuid(),
        Sex = Sex.Male,
        AgeYears = place == 3 ? 9 : 40,
        Relation = place == 0 ? Relation.Head : Relation.OtherRelative,
        YearsOfSchooling = place == 3 || unschooled ? 3 : 9,
        AttendingSchool = place == 3 ? !absent : null,
        Nutrition = place == 3 ? null : new() { WeightKg = thin ? 40 : 60, HeightCm = 160, MeasuredOn = new(2018, 3, 2), Source = NutritionSource.Measured },
        ChronicIllness = false,
    };
}
