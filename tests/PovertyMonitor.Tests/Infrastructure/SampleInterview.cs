using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Surveys;

namespace PovertyMonitor.Tests.Infrastructure;

/// <summary>Complete interviews whose result under the global MPI is known by their making.</summary>
internal static class SampleInterview
{
    /// <summary>A household of adults deprived in nothing, or, if poor, in child mortality alone: a third, on the cutoff.</summary>
    public static Submission Of(bool poor, string village, string round, Instant at, int persons, Guid? household = null) => new()
    {
        SubmissionId = Guid.NewGuid(),
        HouseholdId = household ?? Guid.NewGuid(),
        Round = round,
        InterviewedAt = at,
        Enumerator = "K-1",
        Place = new Place(village),
        Outcome = VisitOutcome.Completed,
        Consent = true,
        Answers = new Answers
        {
            Size = persons,
            Housing = Sound,
            ChildDeaths = poor ? [Death(at)] : [],
            Members = [.. Enumerable.Range(0, persons).Select(i => Adult(i == 0 ? Relation.Head : Relation.OtherRelative))],
        },
    };

    /// <summary>The same with nobody who completed six years of schooling: with a child's death, poor whatever its nutrition.</summary>
    public static Submission Unschooled(this Submission interview) => interview with
    {
        Answers = interview.Answers! with { Members = [.. interview.Answers.Members.Select(m => m with { YearsOfSchooling = 3 })] },
    };

    private static Housing Sound { get; } = new()
    {
        Floor = FloorMaterial.Tile,
        Roof = RoofMaterial.ClayTile,
        Walls = WallMaterial.Brick,
        Electricity = Electricity.Grid,
        CookingFuel = CookingFuel.Lpg,
        WaterSource = WaterSource.Piped,
        WaterMinutes = 0,
        Sanitation = Sanitation.FlushSepticTank,
        SanitationShared = false,
        Assets = new Assets
        {
            Radio = true,
            Television = true,
            Telephone = true,
            Computer = false,
            AnimalCart = false,
            Bicycle = true,
            Motorbike = true,
            Refrigerator = true,
            CarOrTruck = false,
        },
    };

    private static ChildDeath Death(Instant at) =>
        new() { Month = at.InUtc().Date.ToYearMonth().PlusMonths(-12), AgeMonths = 3 };

    private static Member Adult(Relation relation) => new()
    {
        Id = Guid.NewGuid(),
        Sex = Sex.Male,
        AgeYears = 40,
        Relation = relation,
        YearsOfSchooling = 9,
        ChronicIllness = false,
    };
}
