using System.Text.RegularExpressions;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Regions;

/// <summary>POST /api/areas/{code}/successions: a village became another one, or some of its hamlets did.</summary>
internal static partial class ChangeVillage
{
    /// <summary>Adds the endpoint.</summary>
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/areas/{code}/successions", HandleAsync)
        .AllowRoles(Role.Operator)
        .WithName("ChangeVillage")
        .WithSummary("States that a village became another one since a day (a change of status has another code), or, with hamlets (rw), that these went to another village (a split). A village that is not in the register yet needs a name. Nothing recorded changes; figures can be had on the boundaries of now. The same again is harmless.")
        .Produces<VillageChange>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(string code, VillageChange change, Caller caller, IRegister registers, RegisterStore store, CancellationToken ct)
    {
        var register = await registers.OfAsync(caller.Regency!, ct);
        if (!AreaCode.TryParse(code, out var from) || from.Level != AreaLevel.Village || register.Find(from) is not { } source) return AreaProblems.Unknown.Result(("area", code));
        var errors = new List<FieldError>();
        void Wrong(string field, string expected) => errors.Add(AreaProblems.InvalidField.At(field, ("expected", expected)));
        if (!AreaCode.TryParse(change.To, out var to) || to.Level != AreaLevel.Village || to == from || to.Tenant != caller.Regency) Wrong("to", "35.22.15.2020");
        else if (register.Find(to) is null && string.IsNullOrWhiteSpace(change.Name)) Wrong("name", "Sumberrejo");
        if (change.Name is { Length: > 60 } || change.Name?.Any(char.IsControl) == true) Wrong("name", "1..60");
        if (change.Since is null || (source.ValidFrom is { } begun && change.Since <= begun)) Wrong("since", "2026-01-01");
        if (change.Rw is { Count: 0 } || change.Rw?.All(Hamlet().IsMatch) == false) Wrong("rw", "003, 004");
        if (errors.Count > 0) return AreaProblems.InvalidChange.Result(errors, ("count", errors.Count));
        var hamlets = change.Rw?.Select(rw => rw.PadLeft(3, '0')).Distinct().ToArray();
        await store.ChangeAsync(caller.Regency!, source, new(to, change.Name?.Trim() ?? "", change.Since), hamlets, caller.Subject, ct);
        registers.Forget(caller.Regency!);
        return Results.Ok(change with { Rw = hamlets });
    }

    [GeneratedRegex(@"^[0-9]{1,3}\z")]
    private static partial Regex Hamlet();
}

/// <summary>What became of a village.</summary>
/// <param name="To">The code of the village since.</param>
/// <param name="Name">Its name, where the register doesn't have it yet.</param>
/// <param name="Since">The first day on which it was so.</param>
/// <param name="Rw">The hamlets (RW) that went; absent where the whole village did.</param>
internal sealed record VillageChange(string? To, string? Name, LocalDate? Since, IReadOnlyList<string>? Rw);
