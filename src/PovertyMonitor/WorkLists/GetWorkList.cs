using PovertyMonitor.Access;
using PovertyMonitor.Assistance.Programmes;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys.Files.Format.Xlsx;

namespace PovertyMonitor.WorkLists;

/// <summary>GET /api/households/worklist.xlsx: the households that fit a question by name and address, to be worked through.</summary>
internal static class GetWorkList
{
    /// <summary>How many households one list holds at most.</summary>
    public const int Most = 20_000;

    private const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/households/worklist.xlsx", HandleAsync)
        .AllowRoles(Role.Dinsos)
        .WithName("GetWorkList")
        .WithSummary("The households that fit a question (parameters as for ListHouseholds) by name and address: head, NIK, No. KK, village, RT/RW, Dasa Wisma, persons, what they lack and the help they got, by village, group and name; up to 20,000. It needs a purpose (a word of lower-case letters), and the reading is recorded. Being poor here is no entitlement.")
        .Produces(StatusCodes.Status200OK, contentType: XlsxType)
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        [AsParameters] HouseholdRequest request, string? purpose, Caller caller, Language language, [AsParameters] WorkListSources sources, HttpResponse response, CancellationToken ct)
    {
        var (question, problem) = await sources.Questions.ReadAsync(
            request, _ => purpose is not null && ReadingPurpose.Word().IsMatch(purpose) ? [] : [HouseholdListProblems.NoPurpose.At("purpose")], caller, ct);
        if (question is null) return problem!;
        var (filter, asOf, register) = question;
        var found = asOf is null ? [] : await sources.Search.FindAsync(caller.Regency!, filter, ListOrder.Village, asOf, null, Most + 1, ct);
        if (found.Count > Most) return HouseholdListProblems.TooMany.Result(("limit", Most));
        var rows = await sources.Rows.OfAsync(caller, purpose!, [.. found.Select(h => HouseholdLine.Of(h, filter, register, language))], ct);
        var reader = new WorkListRow.Reader(language, await sources.Programmes.ListAsync(caller.Regency!, ct));
        var file = new MemoryStream();
        using (var book = new XlsxWriter(file))
        {
            book.Add(new Text("Daftar kerja", "Work list").In(language), rows.Select(r => r.Cells(reader)).Prepend(WorkListRow.Titles(language)));
            book.Add(new Text("Keterangan", "About").In(language), WorkListWords.About(filter, asOf, purpose!, rows.Count, language));
        }
        file.Position = 0;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        return Results.File(file, XlsxType, language == Language.English ? "work-list.xlsx" : "daftar-kerja.xlsx");
    }
}

/// <summary>Where a work list comes from.</summary>
internal sealed record WorkListSources(HouseholdQuestions Questions, HouseholdSearch Search, WorkListRows Rows, ProgrammeReader Programmes);
