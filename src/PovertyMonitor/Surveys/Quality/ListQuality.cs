using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Quality;

/// <summary>GET /api/quality: what is odd about submissions, and how often for each enumerator.</summary>
internal static class ListQuality
{
    private const int PageSize = 500;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/quality", HandleAsync)
        .AllowRoles(Role.Dinsos, Role.Operator, Role.Enumerator, Role.Village)
        .WithName("ListQuality")
        .WithSummary("What is odd about submissions that stand or wait, oldest first, with counts per enumerator; village, round and code narrow them, after = the last one's notedAt.")
        .Produces<QualityList>()
        .ProducesProblem(StatusCodes.Status403Forbidden);

    private static async Task<IResult> HandleAsync(
        string? village, string? round, string? code, DateTimeOffset? after, Caller caller, Language language, QualityReader reader, CancellationToken ct)
    {
        if (QualityQuestion.Unprintable(village, round, code) is { } bad) return PlatformProblems.BadParameter.Result([], ("parameter", bad));
        if (!QualityQuestion.MayAsk(caller, village)) return AccessProblems.AreaNotAllowed.Result(("area", village));
        var question = new FlagQuestion(QualityQuestion.VillagesOf(caller, village), round, code);
        return Results.Ok(new QualityList(
            await reader.CountsAsync(caller.Regency!, question, ct),
            await reader.ListAsync(caller.Regency!, question, after ?? DateTimeOffset.UnixEpoch, PageSize, language, ct)));
    }
}

/// <summary>What is odd about submissions.</summary>
/// <param name="Counts">How many submissions of each enumerator have each flag.</param>
/// <param name="Flags">The flags, oldest first.</param>
internal sealed record QualityList(IReadOnlyList<FlagCount> Counts, IReadOnlyList<FlagView> Flags);

/// <summary>Who may ask about the quality of which villages. Pure.</summary>
internal static class QualityQuestion
{
    /// <summary>Whether a caller may ask about a village, or about all there are to them.</summary>
    public static bool MayAsk(Caller caller, string? village) => village is null || !IsOfVillages(caller) || caller.Villages.Contains(village);

    /// <summary>The villages asked about; <see langword="null"/> for all of the regency.</summary>
    public static string[]? VillagesOf(Caller caller, string? village) => village is not null ? [village] : IsOfVillages(caller) ? [.. caller.Villages] : null;

    /// <summary>The name of a parameter that no value is like.</summary>
    public static string? Unprintable(string? village, string? round, string? code = null) =>
        village?.Any(char.IsControl) == true ? "village" : round?.Any(char.IsControl) == true ? "round" : code?.Any(char.IsControl) == true ? "code" : null;

    private static bool IsOfVillages(Caller caller) => caller.Role is Role.Enumerator or Role.Village;
}
