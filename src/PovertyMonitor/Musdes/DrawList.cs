using System.Text.Json.Serialization;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Musdes;

/// <summary>POST /api/musdes/lists: draws the list of a village's poor households for its meeting.</summary>
internal static class DrawList
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/musdes/lists", HandleAsync)
        .AllowRoles(Role.Village, Role.Dinsos)
        .WithName("DrawList")
        .WithSummary("Draws a village's list: the households that are poor under a measure in a round's figure, or in the current one where no round is named; of a sample round only those of the sample. The list stays as drawn. Where one stands already it is answered.")
        .TakesMusdes<Drawing>();

    private static async Task<IResult> HandleAsync(
        Drawing wanted, Caller caller, Language language, IRegister registers, PovertyReader figures, ListDrawing drawing, MusdesReader reader, MusdesDoor door,
        MusdesViews views, HttpContext http, CancellationToken ct)
    {
        var tenant = caller.Regency!;
        if (string.IsNullOrWhiteSpace(wanted.Village)) return MusdesProblems.Invalid.Result([MusdesProblems.InvalidField.At("village", ("expected", Text.Such("35.22.15.2002")))], ("count", 1));
        if (!AreaCode.TryParse(wanted.Village, out var code) || code.Level != AreaLevel.Village || (await registers.OfAsync(tenant, ct)).Find(code) is null)
            return MusdesProblems.UnknownVillage.Result(("village", wanted.Village));
        if (!caller.MayRead(wanted.Village!)) return AccessProblems.AreaNotAllowed.Result(("area", wanted.Village));
        var (question, problem) = await FigureQuestion.ReadAsync(wanted.Measure, wanted.Round, tenant, figures, ct);
        if (question is null) return problem!;
        var number = 1;
        if (await reader.LastAsync(tenant, wanted.Village!, question.ScopeCode, ct) is { } last)
        {
            // The figures of a round are drawn from once; the current ones again after each decree.
            var over = last.State == ListState.Withdrawn || (last.State == ListState.Decreed && question.Round is null);
            if (!over && last.Measure != question.Measure.Id && wanted.Measure is not null) return MusdesProblems.ListStands.Result(("list", last.ListId), ("measure", last.Measure));
            if (!over) return await views.ShowAsync(caller, last.ListId, language, http.Response, ct);
            number = last.Number + 1;
        }
        return await drawing.DrawAsync(caller, wanted.Village!, question, number, ct) is { } drawn
            ? await views.AnswerAsync(await door.DrawAsync(caller, drawn, ct), caller, language, http.Response, ct)
            : MusdesProblems.NobodyPoor.Result(("village", wanted.Village), ("measure", question.Measure.Id), ("round", question.Round ?? "-"));
    }
}

/// <summary>The list wanted.</summary>
/// <param name="Village">The village's Kemendagri code.</param>
/// <param name="Round">The round; absent for the current figure.</param>
/// <param name="Measure">The measure's code or revision; absent for the one that figures have by default.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record Drawing(string? Village, string? Round = null, string? Measure = null);
