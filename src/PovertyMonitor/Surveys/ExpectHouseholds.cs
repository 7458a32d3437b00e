using PovertyMonitor.Access;
using PovertyMonitor.Households;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Surveys.Rounds;

namespace PovertyMonitor.Surveys;

/// <summary>PUT /api/rounds/{round}/expected: how many households a round expects in some villages; coverage is held against it.</summary>
internal static class ExpectHouseholds
{
    private const int MostOfAVillage = 100_000;

    public static readonly Problem Invalid = new(
        "round.invalid_expectation", StatusCodes.Status422UnprocessableEntity,
        new("Jumlah yang diharapkan belum benar", "The expectation is not right yet"),
        new("{count} isian perlu diperbaiki.", "{count} fields need correction."),
        new("Kirim objek kode desa: jumlah rumah tangga.", "Send an object of village code: number of households."));

    public static readonly Problem InvalidEntry = new(
        "round.invalid_entry", StatusCodes.Status422UnprocessableEntity,
        new("Isian belum benar", "The field is not right yet"),
        new("Isian ini tidak dapat diterima.", "This entry can't be taken."),
        new("Isi dengan {expected}.", "Give {expected}."));

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPut("/rounds/{round}/expected", HandleAsync)
        .AllowRoles(Role.Planner, Role.Operator)
        .WithName("ExpectHouseholds")
        .WithSummary("States how many households a round expects per village; a village not named keeps its last statement.")
        .Produces(StatusCodes.Status204NoContent)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        string round, Dictionary<string, int> expected, Caller caller, IRegister registers, StreamDecision streams, CancellationToken ct)
    {
        var register = await registers.OfAsync(caller.Regency!, ct);
        var errors = expected.Where(e => !AreaCode.TryParse(e.Key, out var code) || code.Level != AreaLevel.Village || register.Find(code) is null)
            .Select(e => InvalidEntry.At(e.Key, ("expected", "35.22.15.2002")))
            .Concat(expected.Where(e => e.Value is < 0 or > MostOfAVillage).Select(e => InvalidEntry.At(e.Key, ("expected", $"0..{MostOfAVillage}"))))
            .ToList();
        if (!SubmissionReader.RoundCode().IsMatch(round)) errors.Add(InvalidEntry.At("round", ("expected", "2019-1")));
        if (errors.Count > 0) return Invalid.Result(errors, ("count", errors.Count));
        await streams.DecideAsync(caller.Regency!, RoundStream.Of(round), history => (true, Decide(round, expected, history)), ct);
        return Results.NoContent();
    }

    private static IReadOnlyList<object> Decide(string round, Dictionary<string, int> expected, IReadOnlyList<object> history)
    {
        var stated = history.OfType<HouseholdsExpected>().SelectMany(e => e.Households).GroupBy(e => e.Key).ToDictionary(g => g.Key, g => g.Last().Value);
        var news = expected.Where(e => !stated.TryGetValue(e.Key, out var before) || before != e.Value).ToDictionary();
        return news.Count == 0 ? [] : [new HouseholdsExpected(round, news)];
    }
}
