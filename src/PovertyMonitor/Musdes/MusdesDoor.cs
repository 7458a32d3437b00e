using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Musdes;

/// <summary>How a command about a list was received.</summary>
/// <param name="List">The list afterwards.</param>
/// <param name="Version">Its version afterwards.</param>
/// <param name="Refusal">Why the command was refused.</param>
/// <param name="Recorded">Whether something was recorded now, and not before.</param>
internal sealed record MusdesAnswer(MusdesList List, long Version, ProblemResult? Refusal, bool Recorded);

/// <summary>Takes commands about lists: reads, decides, and writes events and the tables that hang on them in one transaction.</summary>
internal sealed class MusdesDoor(StreamDecision streams)
{
    /// <summary>Takes a command about a list that was drawn, in an area of the caller's.</summary>
    /// <param name="caller">Who commands.</param>
    /// <param name="list">The list.</param>
    /// <param name="seen">The version that the caller saw; <see langword="null"/> where it doesn't matter.</param>
    /// <param name="decide">A pure decision.</param>
    /// <param name="language">The language of what changed since that version.</param>
    /// <param name="ct">Stops it.</param>
    /// <param name="also">What is written with the events, where there are some.</param>
    public Task<MusdesAnswer> TakeAsync(
        Caller caller, Guid list, long? seen, Func<MusdesList, MusdesDecision> decide, Language language, CancellationToken ct, NpgsqlBatchCommand? also = null) =>
        DecideAsync(caller, list, (before, history) =>
        {
            if (!before.IsKnown) return MusdesDecision.Refuse(MusdesProblems.UnknownList, ("list", list));
            if (!caller.MayRead(before.Drawn!.Village)) return MusdesDecision.Refuse(AccessProblems.AreaNotAllowed, ("area", before.Drawn.Village));
            var decision = decide(before);
            // What was done before in the same way is a retry, whatever came since.
            if (seen is not { } version || version == history.Count || decision == MusdesDecision.Already) return decision;
            var news = history.Skip((int)Math.Clamp(version, 0, history.Count));
            return new([], MusdesProblems.ChangedSince.Result(("list", list)).With(("changes", MusdesWords.Of(news, language))));
        }, also, ct);

    /// <summary>Draws a list where there is none yet.</summary>
    public Task<MusdesAnswer> DrawAsync(Caller caller, ListDrawn drawn, CancellationToken ct) =>
        DecideAsync(caller, drawn.ListId, (before, _) => before.IsKnown ? MusdesDecision.Already : MusdesDecision.Of(drawn), null, ct);

    private Task<MusdesAnswer> DecideAsync(
        Caller caller, Guid list, Func<MusdesList, IReadOnlyList<object>, MusdesDecision> decide, NpgsqlBatchCommand? also, CancellationToken ct)
    {
        var tenant = caller.Regency!;
        return streams.DecideTogetherAsync<MusdesAnswer>(tenant, [list], histories =>
        {
            var history = histories[list];
            var before = MusdesList.After(history);
            var decision = decide(before, history);
            var after = decision.Events.Aggregate(before, (state, e) => state.With(e));
            var answer = new MusdesAnswer(after, history.Count + decision.Events.Count, decision.Refusal, decision.Events.Count > 0);
            return (answer, [.. decision.Events.Select(e => (list, e))]);
        }, ct, async (answer, transaction, stop) =>
        {
            if (answer.Recorded) await MusdesTables.WriteAsync(transaction, tenant, [answer.List], stop, also);
        });
    }
}
