using PovertyMonitor.Access;
using PovertyMonitor.Duplicates.Judging;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Duplicates;

/// <summary>POST /api/duplicates/{a}/{b}/judgement: whether two households are one; merging them is part of it where asked for.</summary>
internal static class JudgeDuplicate
{
    private static readonly Dictionary<string, DuplicateJudgement> Judgements = new(StringComparer.Ordinal)
    {
        ["different"] = DuplicateJudgement.Different,
        ["same"] = DuplicateJudgement.Same,
        ["merge"] = DuplicateJudgement.Merged,
    };

    private static readonly Dictionary<string, DuplicateReason> Reasons = Enum.GetValues<DuplicateReason>().ToDictionary(r => Question.CodeOf(r), StringComparer.Ordinal);

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost($"{PairAddress.Path}/judgement", HandleAsync)
        .AllowRoles(Role.Dinsos)
        .WithName("JudgeDuplicate")
        .WithSummary("Judges a pair: different, same, or merge (keep: the household that goes on; pairs: which members are one person, by default those side by side). If-Match: the pair's ETag; without it the pair must not have been judged yet. Sending the same again is harmless.")
        .Produces<JudgementView>(StatusCodes.Status201Created)
        .Produces<JudgementView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        Guid a, Guid b, JudgementRequest request, Caller caller, Language language, PairReader pairs, JudgementDoor door, HttpContext http, CancellationToken ct)
    {
        (a, b) = PairAddress.InOrder(a, b);
        while (true)
        {
            if (a == b) return DuplicateProblems.SameHousehold.Result(("household", a));
            if (await pairs.ReadAsync(caller.Regency!, a, b, ct) is not { } pair) return DuplicateProblems.UnknownPair.Result();
            var errors = new List<FieldError>();
            var command = Read(request, pair, errors);
            if (errors.Count > 0) return DuplicateProblems.Invalid.Result(errors, ("count", errors.Count));
            var answer = await door.JudgeAsync(caller, pair, command, http.Request.SeenVersion(), ct);
            if (answer.Result != JudgementResult.Outdated) return JudgementReply.Of(answer, http, language);
        }
    }

    private static JudgementCommand Read(JudgementRequest request, PairRead pair, List<FieldError> errors)
    {
        void Fault(string field, string expected) => errors.Add(DuplicateProblems.InvalidField.At(field, ("expected", expected)));
        if (!Judgements.TryGetValue(request.Judgement ?? "", out var judgement)) Fault("judgement", string.Join(", ", Judgements.Keys));
        if (!Reasons.TryGetValue(request.Reason ?? "", out var reason)) Fault("reason", string.Join(", ", Reasons.Keys));
        if (judgement != DuplicateJudgement.Merged)
        {
            if (request.Keep is not null) Fault("keep", "judgement: merge");
            if (request.Pairs is not null) Fault("pairs", "judgement: merge");
            return new(judgement, reason);
        }
        if (request.Keep is not { } keep || (keep != pair.A.Household && keep != pair.B.Household))
        {
            Fault("keep", $"{pair.A.Household}, {pair.B.Household}");
            return new(judgement, reason);
        }
        return new(judgement, reason, keep, Joining(request, pair, keep, errors));
    }

    private static List<Guid> Joining(JudgementRequest request, PairRead pair, Guid keep, List<FieldError> errors)
    {
        var (kept, absorbed) = keep == pair.A.Household ? (pair.A, pair.B) : (pair.B, pair.A);
        var (stay, come) = (IdsOf(kept.Answers), IdsOf(absorbed.Answers));
        var same = request.Pairs?.Select(p => (p?.Absorbed ?? Guid.Empty, p?.Kept ?? Guid.Empty)).ToList() ??
            [.. SideBySide.Pair(absorbed.Answers, kept.Answers, pair.Compared).Where(p => p is { A: not null, B: not null }).Select(p => (p.A!.Id, p.B!.Id))];
        foreach (var ((one, other), place) in same.Select((p, i) => (p, i)))
        {
            if (!come.Remove(one)) Member($"pairs[{place}].absorbed", absorbed);
            if (!stay.Remove(other)) Member($"pairs[{place}].kept", kept);
        }
        return come;

        void Member(string field, PairSide side) => errors.Add(DuplicateProblems.NotAMember.At(field, ("household", side.Household)));
    }

    private static List<Guid> IdsOf(Answers? answers) => [.. answers?.Members.Select(m => m.Id) ?? []];
}

/// <summary>A judgement as it is sent.</summary>
/// <param name="Judgement"><c>different</c>, <c>same</c> or <c>merge</c>.</param>
/// <param name="Reason">A code.</param>
/// <param name="Keep">Of a merger, the household that goes on.</param>
/// <param name="Pairs">Of a merger, which members of both are one person; the others of the absorbed household come along.</param>
internal sealed record JudgementRequest(string? Judgement, string? Reason, Guid? Keep, IReadOnlyList<SamePerson?>? Pairs);

/// <summary>Two members who are one person.</summary>
/// <param name="Absorbed">The member's id in the household that is absorbed.</param>
/// <param name="Kept">The member's id in the one that goes on.</param>
internal sealed record SamePerson(Guid Absorbed, Guid Kept);
