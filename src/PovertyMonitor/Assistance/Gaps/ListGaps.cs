using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Assistance.Programmes;
using PovertyMonitor.Assistance.RegisterFiles;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Assistance.Gaps;

/// <summary>GET /api/assistance/gaps: poor here and not served there, or the reverse.</summary>
internal static class ListGaps
{
    private const int PageSize = 100;
    private const int MonthsOfHelp = 12;
    private static readonly Dictionary<string, GapKind> Kinds = new() { ["poor_unserved"] = GapKind.PoorUnserved, ["served_not_poor"] = GapKind.ServedNotPoor };
    private static readonly string[] Purposes = ["verification", "delivery", "audit"];

    private static readonly Text Note = new(
        "Untuk diperiksa di lapangan, bukan daftar penerima: tergolong miskin di sini bukan hak atas bantuan, dan tidak miskin di sini bukan alasan menghentikannya. Bantuan mengikuti daftar nasional (DTSEN). Baris yang ganda atau tidak cocok tidak dihitung.",
        "To be verified in the field, no list of beneficiaries: being poor here is no entitlement, and not being poor here is no reason to stop anything. Assistance follows the national register (DTSEN). Rows that are ambiguous or unmatched don't count.");

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/assistance/gaps", HandleAsync)
        .AllowRoles(Role.Dinsos)
        .WithName("ListAssistanceGaps")
        .WithSummary("Households that are poor here and have no programme in the latest register file and no help recorded in the last 12 months (kind=poor_unserved), or the reverse (served_not_poor), 100 at a time; after = the last answer's next. Names of heads only with names=true and purpose=verification, delivery or audit; that reading is recorded. Being poor here is no entitlement.")
        .Produces<GapView>()
        .ProducesProblem(StatusCodes.Status400BadRequest)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync([AsParameters] GapRequest request, [AsParameters] GapSources sources, CancellationToken ct)
    {
        var (caller, tenant) = (sources.Caller, sources.Caller.Regency!);
        if (Fault(request) is { } fault) return fault;
        var register = await sources.Registers.OfAsync(tenant, ct);
        if (!AreaCode.TryParse(request.Area ?? tenant, out var area) || register.VillagesIn(area).Select(v => v.Code.ToString()).ToList() is not [var first, ..] villages)
            return AreaProblems.Unknown.Result(("area", request.Area));
        if (request.Programme is { } code && await sources.Programmes.FindAsync(tenant, code, ct) is null) return GapProblems.UnknownProgramme.Result(("programme", code));
        var (figures, problem) = await FigureQuestion.ReadAsync(request.Measure, null, tenant, sources.Poverty, ct);
        if (figures is null) return problem!;

        var since = AssistanceCodes.DayOf(sources.Clock.GetCurrentInstant()).PlusMonths(-MonthsOfHelp);
        var file = await sources.Files.ListAsync(tenant, null, ct) is [var latest, ..] ? latest : null;
        var question = new GapQuestion(
            Kinds[request.Kind!], figures.Measure, request.Programme, file, (first, villages[^1]), since, request.After is { } after ? GapCursor.Parse(after) : null);
        var asOf = await sources.Poverty.AsOfAsync(tenant, ct);
        var found = await sources.Gaps.ReadAsync(tenant, question, PageSize, ct);
        var page = found.Take(PageSize).ToList();
        var lines = await sources.Lines.OfAsync(caller, page, figures.Measure, register, request.Names == true ? request.Purpose : null, sources.Language, ct);
        return Results.Ok(new GapView(
            request.Kind!, figures.Measure.Id, request.Programme, Note.In(sources.Language), asOf, file, since, lines,
            found.Count > PageSize ? new GapCursor(page[^1].Village, page[^1].Household).ToString() : null));
    }

    private static ProblemResult? Fault(GapRequest request)
    {
        if (request.Kind is null || !Kinds.ContainsKey(request.Kind)) return GapProblems.UnknownKind.Result(("known", string.Join(", ", Kinds.Keys)));
        if (request.After is { } after && GapCursor.Parse(after) is null) return GapProblems.WrongCursor.Result();
        return request.Names == true && !Purposes.Contains(request.Purpose) ? GapProblems.NoPurpose.Result(("known", string.Join(", ", Purposes))) : null;
    }
}

/// <summary>What a list is asked for.</summary>
/// <param name="Kind"><c>poor_unserved</c> or <c>served_not_poor</c>.</param>
/// <param name="Area">A village's, a district's or the regency's code; the regency if absent.</param>
/// <param name="Measure">The measure, by code or code@revision.</param>
/// <param name="Programme">Only help of this programme counts.</param>
/// <param name="After">The last answer's <c>next</c>.</param>
/// <param name="Names">Whether the heads' names are wanted.</param>
/// <param name="Purpose">What for: <c>verification</c>, <c>delivery</c> or <c>audit</c>.</param>
internal sealed record GapRequest(string? Kind, string? Area, string? Measure, string? Programme, string? After, bool? Names, string? Purpose);

/// <summary>Where a list comes from.</summary>
internal sealed record GapSources(
    Caller Caller, Language Language, IRegister Registers, ProgrammeReader Programmes, PovertyReader Poverty, RegisterFileStore Files, GapReader Gaps, GapLines Lines, IClock Clock);
