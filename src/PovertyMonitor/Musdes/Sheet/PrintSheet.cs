using Microsoft.Extensions.Options;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Musdes.Sheet;

/// <summary>GET /api/musdes/lists/{id}/sheet: the meeting's list and the sheet for its result, as a page to print.</summary>
internal static class PrintSheet
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/musdes/lists/{id:guid}/sheet", HandleAsync)
        .AllowRoles(Role.Village, Role.District, Role.Dinsos)
        .WithName("PrintSheet")
        .WithSummary("The list and the sheet of a village's meeting, to print, in Indonesian. The heads' names are on it for the village's own operator alone, and that they were read is recorded.")
        .Produces(StatusCodes.Status200OK, contentType: "text/html")
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(Guid id, Caller caller, MusdesReader reader, SheetReader sheets, HttpResponse response, CancellationToken ct)
    {
        var (list, _) = await reader.ListAsync(caller.Regency!, id, ct);
        if (list.Drawn is not { } drawn) return MusdesProblems.UnknownList.Result(("list", id));
        if (!caller.MayRead(drawn.Village)) return AccessProblems.AreaNotAllowed.Result(("area", drawn.Village));
        response.Headers.ContentSecurityPolicy = SheetPage.ContentSecurityPolicy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentLanguage = Language.Indonesian.Tag;
        return Results.Content(SheetPage.Render(await sheets.ReadAsync(list, drawn, caller, ct)), "text/html; charset=utf-8");
    }
}

/// <summary>Gathers what is printed.</summary>
internal sealed class SheetReader(NpgsqlDataSource database, IdentityReader identities, PovertyReader figures, IRegister registers, LinesNow now, IOptions<MusdesOptions> options)
{
    public async Task<SheetModel> ReadAsync(MusdesList list, ListDrawn drawn, Caller caller, CancellationToken ct)
    {
        var measure = (await figures.MeasuresAsync(caller.Regency!, ct)).First(m => m.Id == drawn.Measure);
        var register = await registers.OfAsync(caller.Regency!, ct);
        var village = AreaCode.Parse(drawn.Village);
        string NameAt(AreaLevel level) => register.Find(village.AtLevel(level))?.Name ?? village.AtLevel(level).ToString();
        // Who was taken off the list is not read out again.
        var lines = list.Lines.Values.Where(l => l.Decision != MeetingDecision.Removed).Select(l => l.Entry).ToList();
        var heads = caller.Role == Role.Village ? await HeadsAsync(caller, [.. lines.Select(l => l.Household)], ct) : new Dictionary<Guid, string>();
        var gone = await now.OfAsync(caller.Regency!, list, ct);
        return new(village.IsKelurahan, NameAt(AreaLevel.Village), drawn.Village, NameAt(AreaLevel.District), NameAt(AreaLevel.Regency), drawn.Round,
            measure.Definition.Name.Id, drawn.KnownOn, drawn.DrawnOn, drawn.Number, options.Value.ObjectionWindowWorkingDays,
            [.. lines.Select(l => new SheetLine(l.Number, heads.GetValueOrDefault(l.Household), l.Rt, l.Rw, l.DasaWisma, l.Persons, LineView.InWords(l, measure, Language.Indonesian),
                gone.TryGetValue(l.Household, out var why) ? AnswerLines.NameOf(why, Language.Indonesian) : null))]);
    }

    private async Task<Dictionary<Guid, string>> HeadsAsync(Caller caller, Guid[] households, CancellationToken ct)
    {
        var people = await identities.OfAsync(caller, "musdes sheet", households, ct);
        var heads = new Dictionary<Guid, string>();
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { HouseholdDirectory.Query(caller.Regency!, households) } };
        await using var rows = await batch.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var entry = HouseholdDirectory.Read(rows);
            if (entry.Head is { } head && people.GetValueOrDefault(entry.HouseholdId)?.Members.FirstOrDefault(m => m.Member == head)?.Name is { } name)
                heads[entry.HouseholdId] = name;
        }
        return heads;
    }
}
