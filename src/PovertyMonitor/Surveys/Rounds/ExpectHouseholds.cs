using PovertyMonitor.Access;
using PovertyMonitor.Households;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Surveys.Rounds;

/// <summary>PUT /api/rounds/{round}/expected: how many households a round expects in some villages and Dasa Wisma groups; coverage is held against it.</summary>
internal static class ExpectHouseholds
{
    private const int MostOfAVillage = 100_000;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/rounds/{round}/expected", HandleAsync)
        .AllowRoles(Role.Planner, Role.Operator)
        .WithName("ExpectHouseholds")
        .WithSummary("States how many households a round expects per village (35.22.15.2002) and per Dasa Wisma group (35.22.15.2002/Melati 1); what is not named keeps its last statement. Answers 200 with the villages whose groups add up to another number, else 204.")
        .Produces<IReadOnlyList<GroupDifference>>()
        .Produces(StatusCodes.Status204NoContent)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        string round, Dictionary<string, int> expected, IRegister registers, [AsParameters] RoundWork work, CancellationToken ct)
    {
        var register = await registers.OfAsync(work.Tenant, ct);
        var errors = expected.Where(e => !IsPlace(e.Key, register)).Select(e => RoundProblems.InvalidEntry.At(NameOf(e.Key), ("expected", "35.22.15.2002, 35.22.15.2002/Melati 1")))
            .Concat(expected.Where(e => e.Value is < 0 or > MostOfAVillage).Select(e => RoundProblems.InvalidEntry.At(NameOf(e.Key), ("expected", $"0..{MostOfAVillage}"))))
            .Concat(RoundWork.Check(round)).ToList();
        if (errors.Count > 0) return RoundProblems.InvalidExpectation.Result(errors, ("count", errors.Count));

        var villages = expected.Where(e => !e.Key.Contains('/', StringComparison.Ordinal)).ToDictionary();
        // Cadres write a group's name in any case; of two spellings in one statement the last counts.
        var groups = expected.Where(e => e.Key.Contains('/', StringComparison.Ordinal)).Select(e => GroupOf(e.Key, e.Value))
            .GroupBy(g => (g.Village, Round.KeyOf(g.DasaWisma))).Select(g => g.Last()).ToList();
        IReadOnlyList<GroupDifference> differences = [];
        var refusal = await work.DecideAsync(round, (act, history) =>
        {
            var decided = RoundDecider.Expect(villages, groups, act, history);
            differences = GroupDifference.Of(Round.After([.. history, .. decided.Events]));
            return decided;
        }, ExpectedTable.Write(work.Tenant, round, villages, groups), ct);
        if (refusal is not null) return refusal;
        return differences.Count > 0 ? Results.Ok(differences) : Results.NoContent();
    }

    // A key that shows nothing is named as it stands in the body.
    private static string NameOf(string key) => string.IsNullOrWhiteSpace(key) ? $"\"{key}\"" : key;

    private static bool IsPlace(string key, Register register)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return AreaCode.TryParse(slash < 0 ? key : key[..slash], out var code) && code.Level == AreaLevel.Village && register.Find(code) is not null
            && (slash < 0 || PlaceForm.IsGroup(key[(slash + 1)..].Trim()));
    }

    private static GroupExpectation GroupOf(string key, int households)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        return new(key[..slash], key[(slash + 1)..].Trim(), households);
    }
}
