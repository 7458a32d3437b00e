using PovertyMonitor.Access;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Assistance.Programmes;

/// <summary>PUT /api/programmes/{code}: what an assistance programme is; GET /api/programmes lists them.</summary>
internal static class StateProgramme
{
    private const int LongestName = 100;
    private const int MostAliases = 20;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/programmes", async (Caller caller, ProgrammeReader programmes, CancellationToken ct) => Results.Ok(await programmes.ListAsync(caller.Regency!, ct)))
            .AllowRoles(Role.Dinsos, Role.Dinkes, Role.Planner, Role.Operator)
            .WithName("ListProgrammes")
            .WithSummary("The assistance programmes that the regency knows, by code; the usual national ones are there from the start.")
            .Produces<IReadOnlyList<Programme>>();
        api.MapPut("/programmes/{code}", HandleAsync)
            .AllowRoles(Role.Dinsos, Role.Operator)
            .WithName("StateProgramme")
            .WithSummary("States what an assistance programme is: its name, agency, kind (cash, goods, service) and field (social, health). The same again is harmless; If-Match takes the ETag of the last answer.")
            .Produces<Programme>()
            .ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> HandleAsync(
        string code, ProgrammeBody body, HttpContext http, Caller caller, StreamDecision streams, CancellationToken ct)
    {
        var errors = Check(code, body).ToList();
        if (errors.Count > 0) return AssistanceProblems.Invalid.Result(errors, ("count", errors.Count));
        var stated = new ProgrammeStated(
            code, new(body.Name!.Id.Trim(), body.Name.En.Trim()), body.Agency!, body.Kind!.Value, body.Field ?? ProgrammeField.Social, body.National,
            [.. (body.Aliases ?? []).Select(a => a.Trim()).Distinct()], caller.Subject);
        var (version, changed) = await streams.DecideAsync(caller.Regency!, ProgrammeStream.Of(code), history => Decide(stated, http.Request.SeenVersion(), history), ct,
            ProgrammeTable.Write(caller.Regency!, stated));
        if (changed is not null) return AssistanceProblems.ProgrammeChanged.Result(("programme", code)).With(("changes", changed));
        http.Response.StateVersion(version);
        return Results.Ok(new Programme(code, stated.Name, stated.Agency, stated.Kind, stated.Field, stated.National, stated.Aliases));
    }

    /// <summary>Decides about a statement: the version after it, or what was stated since the version it is conditional on. Pure.</summary>
    internal static ((int Version, IReadOnlyList<ProgrammeStated>? Changed), IReadOnlyList<object>) Decide(ProgrammeStated stated, long? seen, IReadOnlyList<object> history)
    {
        if (seen is { } version && version != history.Count) return ((history.Count, [.. history.Where((_, i) => i >= version).OfType<ProgrammeStated>()]), []);
        return history.LastOrDefault() is ProgrammeStated before && IsSame(before, stated)
            ? ((history.Count, null), [])
            : ((history.Count + 1, null), [stated]);
    }

    private static bool IsSame(ProgrammeStated a, ProgrammeStated b) => a.Aliases.SequenceEqual(b.Aliases) && a with { By = b.By, Aliases = b.Aliases } == b;

    private static IEnumerable<FieldError> Check(string code, ProgrammeBody body)
    {
        static FieldError Error(string field, string expected) => AssistanceProblems.InvalidField.At(field, ("expected", expected));
        if (!AssistanceCodes.Programme().IsMatch(code)) yield return Error("code", "PKH");
        if (!IsName(body.Name?.Id)) yield return Error("name.id", $"1..{LongestName}");
        if (!IsName(body.Name?.En)) yield return Error("name.en", $"1..{LongestName}");
        if (body.Agency is null || !AssistanceCodes.Agency().IsMatch(body.Agency)) yield return Error("agency", "dinsos");
        if (body.Kind is null || !Enum.IsDefined(body.Kind.Value)) yield return Error("kind", "cash, goods, service");
        if (body.Field is { } field && !Enum.IsDefined(field)) yield return Error("field", "social, health");
        if (body.Aliases is { } aliases && (aliases.Count > MostAliases || aliases.Any(a => !IsName(a)))) yield return Error("aliases", $"0..{MostAliases}");
    }

    // Ten digits on end are a telephone or an identity number, which have no place in an event.
    private static bool IsName(string? name) =>
        name?.Trim() is { Length: > 0 and <= LongestName } text && !text.Any(char.IsControl) && !AssistanceCodes.LongNumber().IsMatch(text);
}

/// <summary>A programme as it is stated.</summary>
/// <param name="Name">Its name in both languages, up to 100 characters.</param>
/// <param name="Agency">The code of the agency that runs it: lower-case letters, digits and hyphens.</param>
/// <param name="Kind"><c>cash</c>, <c>goods</c> or <c>service</c>.</param>
/// <param name="Field"><c>social</c> (if absent) or <c>health</c>: which agency records its help here.</param>
/// <param name="National">Whether it is a national programme.</param>
/// <param name="Aliases">Other words for it in register files, up to 20.</param>
internal sealed record ProgrammeBody(
    ProgrammeName? Name, string? Agency, ProgrammeKind? Kind, ProgrammeField? Field = null, bool National = false, IReadOnlyList<string>? Aliases = null);
