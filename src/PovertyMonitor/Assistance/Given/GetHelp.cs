using Marten;
using PovertyMonitor.Access;
using PovertyMonitor.Assistance.Programmes;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Assistance.Given;

/// <summary>GET /api/households/{id}/assistance: need, help and what followed, side by side.</summary>
internal static class GetHelp
{
    private const string Health = "dinkes";

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/households/{id:guid}/assistance", HandleAsync)
        .AllowRoles(Role.Dinsos, Role.Dinkes)
        .WithName("GetHouseholdAssistance")
        .WithSummary("A household's need under a measure, the help it got, and what followed, in the order of time; the reading is recorded. What followed is an order in time and no more, and being poor here is no entitlement.")
        .Produces<HelpView>()
        .ProducesProblem(StatusCodes.Status403Forbidden)
        .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<IResult> HandleAsync(
        Guid id, string? measure, Caller caller, Language language, IDocumentStore store, ProgrammeReader programmes, PovertyReader poverty,
        HouseholdStandings standings, HouseholdDirectory directory, IdentityReader identities, CancellationToken ct)
    {
        var tenant = caller.Regency!;
        var (question, problem) = await FigureQuestion.ReadAsync(measure, null, tenant, poverty, ct);
        if (question is null) return problem!;
        await using var session = store.QuerySession(tenant);
        var help = HelpHistory.After((await session.Events.FetchStreamAsync(id, token: ct)).Select(e => e.Data));
        if (!help.Household.IsRegistered) return AssistanceProblems.UnknownHousehold.Result(("household", id));
        foreach (var absorbed in await directory.AbsorbedByAsync(tenant, id, ct))
            help = help.And(HelpHistory.After((await session.Events.FetchStreamAsync(absorbed, token: ct)).Select(e => e.Data)));
        var known = await programmes.ListAsync(tenant, ct);
        if (caller.Role == Role.Dinkes && !IsHealthMatter(help, known)) return AssistanceProblems.NoHealthMatter.Result();
        await identities.RecordAsync(caller, "household assistance", id, ct);
        var asOf = await poverty.AsOfAsync(tenant, ct);
        var lines = HelpStory.Of(help, await standings.OfAsync(tenant, id, question.Measure, ct), question.Measure, known, language);
        return Results.Ok(new HelpView(id, question.Measure.Id, HelpStory.Note.In(language), asOf, lines));
    }

    private static bool IsHealthMatter(HelpHistory help, IReadOnlyList<Programme> programmes) =>
        help.Referrals.Any(r => r.Agency == Health) || help.Given.Any(g => programmes.Any(p => p.Code == g.Programme && p.Field == ProgrammeField.Health));
}
