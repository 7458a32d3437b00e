using Npgsql;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Alerts.Cases;

/// <summary>How a command about an alert was received.</summary>
/// <param name="Case">The alert afterwards.</param>
/// <param name="Version">Its version afterwards.</param>
/// <param name="Refusal">Why the command was refused.</param>
/// <param name="Events">What was recorded now, and not before.</param>
internal sealed record AlertAnswer(AlertCase Case, int Version, ProblemResult? Refusal, IReadOnlyList<object> Events);

/// <summary>Takes commands about alerts: reads, decides, and writes events and the alert's row in one transaction.</summary>
internal sealed class AlertDoor(StreamDecision streams, EventAppend append)
{
    /// <summary>Takes a command about one alert.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="alert">The alert's id; where there is none, it is refused.</param>
    /// <param name="seen">The version that the caller saw; <see langword="null"/> where it doesn't matter.</param>
    /// <param name="decide">A pure decision.</param>
    /// <param name="ct">Stops it.</param>
    public Task<AlertAnswer> TakeAsync(string tenant, Guid alert, long? seen, Func<AlertCase, AlertDecision> decide, CancellationToken ct) =>
        TakeAsync(tenant, alert, [], seen, (state, _) => (decide(state), []), ct);

    /// <summary>The same together with what is recorded on other streams.</summary>
    public Task<AlertAnswer> TakeAsync(
        string tenant, Guid alert, IReadOnlyList<Guid> others, long? seen,
        Func<AlertCase, IReadOnlyDictionary<Guid, IReadOnlyList<object>>, (AlertDecision Decision, IReadOnlyList<(Guid Stream, object Event)> Others)> decide, CancellationToken ct) =>
        streams.DecideTogetherAsync<AlertAnswer>(tenant, [alert, .. others], histories =>
        {
            var history = histories[alert];
            var before = AlertCase.After(history);
            if (before.Alert is null) return (new(before, 0, AlertProblems.Unknown.Result(("alert", alert)), []), []);
            var (decision, beside) = decide(before, histories);
            var isStale = seen is { } version && version != history.Count && decision != AlertDecision.Already;
            if (decision.Refusal is not null || isStale)
                return (new(before, history.Count, decision.Refusal ?? AlertProblems.ChangedSince.Result(("alert", alert), ("state", AlertWords.Of(before.State))), []), []);
            var after = decision.Events.Aggregate(before, (state, e) => state.With(e));
            return (new(after, history.Count + decision.Events.Count, null, decision.Events), [.. decision.Events.Select(e => (alert, e)), .. beside]);
        }, ct, async (answer, transaction, stop) =>
        {
            if (answer.Events.Count == 0) return;
            await using var batch = new NpgsqlBatch(transaction.Connection, transaction) { BatchCommands = { AlertTable.Write(tenant, answer.Case, answer.Events.Any(e => IsNews(e, answer.Case.State))) } };
            await batch.ExecuteNonQueryAsync(stop);
        });

    /// <summary>Records that a receiver took alerts, and beside it that they are on their way no longer.</summary>
    /// <remarks>With each delivery: what is written goes to the server together.</remarks>
    public Task DeliverAsync(string tenant, IReadOnlyCollection<Guid> alerts, AlertDelivered delivered, NpgsqlBatchCommand ended, CancellationToken ct) =>
        streams.DecideTogetherAsync<IReadOnlyList<(Guid Alert, AlertCase Case, object Event)>>(tenant, alerts, histories =>
        {
            var taken = new List<(Guid, AlertCase, object)>();
            foreach (var (alert, history) in histories)
            {
                var before = AlertCase.After(history);
                if (AlertDecider.Deliver(before, delivered).Events is [var e]) taken.Add((alert, before.With(e), e));
            }
            return (taken, []);
        }, ct, async (taken, transaction, stop) =>
        {
            await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
            foreach (var (_, alert, _) in taken) batch.BatchCommands.Add(AlertTable.Write(tenant, alert, isNews: false));
            batch.BatchCommands.Add(ended);
            if (taken.Count > 0) batch.BatchCommands.Add(append.Command(tenant, [.. taken.Select(t => (t.Alert, t.Event))], delivered.At));
            await batch.ExecuteNonQueryAsync(stop);
        });

    // That it was delivered or acknowledged concerns nobody who has it; that it is over concerns all who have.
    private static bool IsNews(object e, AlertState state) => (e is AlertCauseGone && state == AlertState.Closed) || e is AlertEscalated or AlertReopened or AlertWithdrawn or AlertResolved or AlertVerified { IsTrue: false };
}
