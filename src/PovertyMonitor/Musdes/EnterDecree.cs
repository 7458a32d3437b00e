using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Musdes;

/// <summary>POST /api/musdes/decrees: enters the bupati's decree over lists that the camats forwarded.</summary>
internal static class EnterDecree
{
    private const int MostLists = 1000;

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/musdes/decrees", HandleAsync)
        .AllowRoles(Role.Dinsos)
        .WithName("EnterDecree")
        .WithSummary("Enters a decree of the bupati: its number, date and the lists it covers, all of them forwarded; either all are decreed or none.")
        .Accepts<DecreeEntry>("application/json")
        .WithMetadata(new RequestSizeLimitAttribute(MusdesFields.MostBytes))
        .Produces(StatusCodes.Status201Created).Produces(StatusCodes.Status200OK)
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    /// <summary>What follows from a decree.</summary>
    /// <param name="decree">The decree as entered.</param>
    /// <param name="entered">The decree of that number as entered before.</param>
    /// <param name="lists">The lists it names.</param>
    /// <param name="today">The day.</param>
    /// <param name="by">Who enters it.</param>
    public static (ProblemResult? Refusal, IReadOnlyList<(Guid Stream, object Event)> Events) Decide(
        DecreeEntry decree, DecreeEntered? entered, IReadOnlyDictionary<Guid, MusdesList> lists, LocalDate today, string by)
    {
        var fields = new MusdesFields();
        var number = fields.Reference(decree.Decree, "decree");
        var date = fields.Day(decree.Date, "date", today);
        Guid[] ids = [.. (decree.Lists ?? []).Take(MostLists).Select((id, i) => fields.Id(id, $"lists[{i}]")).Distinct()];
        if (decree.Lists is not { Count: > 0 and <= MostLists }) fields.Wrong<object>("lists", "UUID, ...");
        if (fields.Errors.Count > 0) return (MusdesDecision.Refuse(fields.Errors).Refusal, []);
        if (entered is not null)
            return (entered.Date == date && entered.Lists.ToHashSet().SetEquals(ids) ? null : MusdesProblems.OtherDecree.Result(("decree", number)), []);
        foreach (var id in ids)
            if (!lists[id].IsKnown) return (MusdesProblems.UnknownList.Result(("list", id)), []);
            else if (ListRefusals.Finished(lists[id]) is { } finished) return (finished.Refusal, []);
        if (ids.Where(id => lists[id].State != ListState.Forwarded).ToArray() is { Length: > 0 } early)
            return (MusdesProblems.NotForwarded.Result(("lists", string.Join(", ", early))), []);
        if (ids.Select(id => ListRefusals.Disputed(lists[id])).FirstOrDefault(d => d is not null) is { } disputed) return (disputed.Refusal, []);
        if (Array.Find(ids, id => lists[id].Objections.Exists(o => o.IsOpen)) is var objected && objected != Guid.Empty)
            return (MusdesProblems.ObjectionsOpen.Result(("count", lists[objected].Objections.Count(o => o.IsOpen)), ("list", objected)), []);
        if (ids.Max(id => lists[id].Meetings[^1].HeldOn) is var met && date < met)
        {
            fields.Wrong<object>("date", $">= {met:uuuu-MM-dd}");
            return (MusdesDecision.Refuse(fields.Errors).Refusal, []);
        }
        return (null, [(ListStream.OfDecree(number), new DecreeEntered(number, date, ids, by)), .. ids.Select(id => (id, (object)new ListDecreed(number, date, by)))]);
    }

    private static async Task<IResult> HandleAsync(
        DecreeEntry decree, Caller caller, StreamDecision streams, IClock clock, CancellationToken ct)
    {
        var today = WorkingDays.DayOf(clock.GetCurrentInstant());
        var own = ListStream.OfDecree(decree.Decree?.Trim() ?? "");
        var lists = new Dictionary<Guid, MusdesList>();
        var recorded = false;
        var refusal = await streams.DecideTogetherAsync<ProblemResult?>(caller.Regency!, [own, .. decree.Lists is { Count: <= MostLists } ids ? ids.OfType<Guid>() : []], histories =>
        {
            foreach (var (id, history) in histories) lists[id] = MusdesList.After(history);
            var (why, events) = Decide(decree, histories[own].OfType<DecreeEntered>().FirstOrDefault(), lists, today, caller.Subject);
            foreach (var (id, e) in events) lists[id] = lists[id].With(e);
            recorded = events.Count > 0;
            return (why, events);
        }, ct, async (_, transaction, stop) =>
        {
            if (recorded) await MusdesTables.WriteAsync(transaction, caller.Regency!, [.. lists.Values.Where(l => l.IsKnown)], stop);
        });
        return refusal ?? (recorded ? Results.StatusCode(StatusCodes.Status201Created) : Results.Ok());
    }
}

/// <summary>A decree of the bupati.</summary>
/// <param name="Decree">Its number.</param>
/// <param name="Date">Its date.</param>
/// <param name="Lists">The ids of the lists it covers.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record DecreeEntry(string? Decree, LocalDate? Date, IReadOnlyList<Guid?>? Lists);
