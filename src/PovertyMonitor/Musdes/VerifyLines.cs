using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Musdes;

/// <summary>POST /api/musdes/lists/{id}/verification: lines of the list were checked at the households.</summary>
internal static class VerifyLines
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/musdes/lists/{id:guid}/verification", HandleAsync)
        .AllowRoles(Role.Village, Role.Dinsos)
        .WithName("VerifyLines")
        .WithSummary("Records which lines of a list were checked before the meeting; all of them where no lines are named.")
        .TakesMusdes<Verification>();

    /// <summary>What follows from a check.</summary>
    /// <param name="list">The list.</param>
    /// <param name="numbers">The lines checked; <see langword="null"/> for all.</param>
    /// <param name="by">Who reports it.</param>
    public static MusdesDecision Decide(MusdesList list, IReadOnlyList<int>? numbers, string by)
    {
        var lines = (numbers ?? [.. list.Lines.Keys]).Distinct().ToImmutableArray();
        if (ListRefusals.UnknownLines(list, lines) is { } unknown) return unknown;
        int[] news = [.. lines.Where(n => !list.Lines[n].Verified)];
        if (news.Length == 0) return MusdesDecision.Already;
        return ListRefusals.Finished(list) ?? ListRefusals.WithCamat(list) ?? MusdesDecision.Of(new LinesVerified(news, by));
    }

    private static async Task<IResult> HandleAsync(
        Guid id, Verification checks, Caller caller, Language language, MusdesDoor door, MusdesViews views, HttpContext http, CancellationToken ct) =>
        await views.AnswerAsync(await door.TakeAsync(caller, id, http.Request.SeenVersion(), list => Decide(list, checks.Lines, caller.Subject), language, ct), caller, language, http.Response, ct);
}

/// <summary>Lines that were checked.</summary>
/// <param name="Lines">Their numbers; absent for all.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record Verification(IReadOnlyList<int>? Lines);
