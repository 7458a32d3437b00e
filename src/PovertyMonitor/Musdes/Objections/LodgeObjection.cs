using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Musdes.Objections;

/// <summary>POST /api/musdes/lists/{id}/objections: enters an objection (sanggah) to a line, or to a household missing from the list.</summary>
internal static class LodgeObjection
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/musdes/lists/{id:guid}/objections", HandleAsync)
        .AllowRoles(Role.Village, Role.Dinsos)
        .WithName("LodgeObjection")
        .WithSummary("Enters an objection to a line of a decided list, or to a household that counts as poor and is missing from it: wronglyRemoved, missing, notPoor, movedAway, deceased or duplicate. Sending the same again is harmless.")
        .TakesMusdes<ObjectionEntry>();

    /// <summary>What follows from an objection.</summary>
    /// <param name="list">The list.</param>
    /// <param name="entry">The objection as entered.</param>
    /// <param name="missing">How the household would stand on the list; <see langword="null"/> where the village's figure doesn't count it.</param>
    /// <param name="today">The day.</param>
    /// <param name="deadlines">The regency's deadlines.</param>
    /// <param name="by">Who enters it.</param>
    public static MusdesDecision Decide(MusdesList list, ObjectionEntry entry, MissingHousehold? missing, LocalDate today, Deadlines deadlines, string by)
    {
        var fields = new MusdesFields();
        var (id, ground) = (fields.Id(entry.ObjectionId, "objectionId"), fields.Choice<ObjectionGround>(entry.Ground, "ground"));
        if ((entry.Line is null) == (entry.Household is null)) fields.Wrong<object>("line", "line | household");
        else if ((ground == ObjectionGround.Missing) != (entry.Household is not null)) fields.Wrong<object>("ground", entry.Household is null ? "wronglyRemoved, notPoor, ..." : "missing");
        if (fields.Errors.Count > 0) return MusdesDecision.Refuse(fields.Errors);
        if (list.Objections.Find(o => o.Id == id)?.Lodged is { } before)
            return (before.Line, before.Ground) == (entry.Line, ground) && (entry.Line is not null || before.Household == entry.Household)
                ? MusdesDecision.Already
                : MusdesDecision.Refuse(MusdesProblems.ObjectionIdTaken, ("objection", id));
        if ((ListRefusals.Finished(list) ?? ListRefusals.Undecided(list)) is { } refused) return refused;
        if (today > list.ObjectionsUntil) return MusdesDecision.Refuse(MusdesProblems.ObjectionLate, ("until", list.ObjectionsUntil));
        if ((entry.Line is { } line ? WhyNot(list, line, ground) : WhyNot(list, entry.Household!.Value, missing)) is { } why) return why;
        var household = entry.Household ?? list.Lines[entry.Line!.Value].Entry.Household;
        if (list.Objections.Find(o => o.IsOpen && o.Lodged.Household == household) is { } open) return MusdesDecision.Refuse(MusdesProblems.AlreadyObjected, ("objection", open.Id));
        return MusdesDecision.Of(new ObjectionLodged(
            id, household, entry.Line, entry.Line is null ? missing!.Line : null, ground, today, deadlines.Calendar.Until(today, deadlines.Answer), by));
    }

    private static MusdesDecision? WhyNot(MusdesList list, int line, ObjectionGround ground)
    {
        if (ListRefusals.UnknownLines(list, [line]) is { } unknown) return unknown;
        var removed = list.Lines[line].Decision == MeetingDecision.Removed;
        return removed == (ground == ObjectionGround.WronglyRemoved)
            ? null
            : MusdesDecision.Refuse(MusdesProblems.GroundDoesNotFit, ("ground", Question.CodeOf(ground)), ("line", line), ("list", list.Drawn!.ListId));
    }

    private static MusdesDecision? WhyNot(MusdesList list, Guid household, MissingHousehold? missing)
    {
        if (list.Lines.Values.FirstOrDefault(l => l.Entry.Household == household) is { } there)
            return MusdesDecision.Refuse(MusdesProblems.OnTheList, ("household", household), ("line", there.Entry.Number));
        if (missing is null) return MusdesDecision.Refuse(MusdesProblems.NotSurveyed, ("household", household), ("village", list.Drawn!.Village), ("round", list.Drawn.Round ?? "-"));
        // The list says who is poor by its measure; whoever finds that wrong has the household visited again.
        return missing.Status switch
        {
            PovertyStatus.Poor => null,
            PovertyStatus.Unmeasured => MusdesDecision.Refuse(MusdesProblems.NotMeasured, ("household", household), ("measure", list.Drawn!.Measure)),
            _ => MusdesDecision.Refuse(MusdesProblems.NotPoor, ("household", household), ("measure", list.Drawn!.Measure)),
        };
    }

    private static async Task<IResult> HandleAsync(
        Guid id, ObjectionEntry entry, Caller caller, Language language, MusdesDoor door, MusdesViews views, MusdesReader reader, ListDrawing drawing, IClock clock,
        IOptions<MusdesOptions> options, HttpContext http, CancellationToken ct)
    {
        var (today, deadlines) = (WorkingDays.DayOf(clock.GetCurrentInstant()), Deadlines.Of(options.Value));
        // What the figure counts is read before the list is locked: it is no part of the list.
        var missing = entry.Household is { } household && (await reader.ListAsync(caller.Regency!, id, ct)).List.Drawn is { } drawn
            ? await drawing.MissingAsync(caller.Regency!, drawn, household, ct)
            : null;
        var answer = await door.TakeAsync(caller, id, http.Request.SeenVersion(), list => Decide(list, entry, missing, today, deadlines, caller.Subject), language, ct);
        return await views.AnswerAsync(answer, caller, language, http.Response, ct);
    }
}

/// <summary>An objection as it is entered; who objects is not said.</summary>
/// <param name="ObjectionId">Made by the client; the same on every retry.</param>
/// <param name="Line">The line objected to.</param>
/// <param name="Household">Or the household missing from the list.</param>
/// <param name="Ground">Why.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ObjectionEntry(Guid? ObjectionId, int? Line, Guid? Household, string? Ground);
