using Marten;
using NodaTime;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Duplicates.Finding;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Duplicates.Judging;

/// <summary>What somebody judges of two households.</summary>
/// <param name="Judgement">What they are.</param>
/// <param name="Reason">Why.</param>
/// <param name="Kept">Of a merger, the household that goes on.</param>
/// <param name="Joining">Of a merger, the members of the other one who are not there yet.</param>
internal sealed record JudgementCommand(DuplicateJudgement Judgement, DuplicateReason Reason, Guid? Kept = null, IReadOnlyList<Guid>? Joining = null);

/// <summary>What became of a judgement.</summary>
/// <param name="Result">In a word.</param>
/// <param name="History">What is judged of the pair afterwards.</param>
/// <param name="Version">The pair's entity tag afterwards.</param>
/// <param name="Refusal">Why the households can't be merged or told apart.</param>
internal sealed record JudgementAnswer(JudgementResult Result, PairHistory History, long Version, ProblemResult? Refusal = null)
{
    /// <summary>How the households are merged, where that stands in the way.</summary>
    public HouseholdMergedInto? Merged { get; init; }

    /// <summary>What went with people into the household that is its own again, under which id it is there now.</summary>
    public IReadOnlyList<WentAlong> Along { get; init; } = [];
}

/// <summary>Takes judgements: the judgement and the merger it means are one transaction.</summary>
internal sealed class JudgementDoor(StreamDecision streams, LifeWrites writes, IDocumentStore store, NpgsqlDataSource database, IClock clock)
{
    private static readonly Duration Tick = Duration.FromTicks(NodaConstants.TicksPerMillisecond / 1000);
    private static readonly Guid MergeSpace = new("3d6a3d0e-77f5-4f0c-9a40-0d0f6f3d3a58");

    /// <summary>Judges a pair.</summary>
    /// <param name="caller">Who judges.</param>
    /// <param name="pair">The pair.</param>
    /// <param name="command">The judgement.</param>
    /// <param name="seen">The version of the pair that the caller saw; without one it must not have been judged yet.</param>
    /// <param name="ct">Stops it; nothing is recorded then.</param>
    public Task<JudgementAnswer> JudgeAsync(Caller caller, PairRead pair, JudgementCommand command, long? seen, CancellationToken ct)
    {
        var (tenant, a, b, now) = (caller.Regency!, pair.A.Household, pair.B.Household, clock.GetCurrentInstant());
        return DecideAsync(caller, pair, [], seen, (history, isSeen, scene) =>
        {
            var judged = new DuplicateJudged(a, b, command.Judgement, command.Reason, pair.Candidate?.SharesFamilyCard ?? false, pair.Candidate?.SharedNiks ?? 0,
                command.Kept is null ? null : NameBasedGuid.Create(MergeSpace, $"{a}/{b}/{history.Version}"), command.Kept, caller.Subject, now);
            var result = history.Judge(judged, isSeen, MergedIn(scene) is not null);
            if (result != JudgementResult.Recorded) return new(result, []);
            if (GoneOf(scene) is { } gone) return new(JudgementResult.Refused, [], Refusal: DuplicateProblems.Gone.Result(("household", gone)));
            return command.Kept is { } kept ? MergeOf(scene with { Household = kept }, judged, command.Joining!) : new(result, [judged]);
        }, () => CandidateStore.Judged(tenant, pair.Candidate!, pair.Model,
            new(Question.CodeOf(command.Judgement), Question.CodeOf(command.Reason), caller.Subject, now)), ct);
    }

    /// <summary>Takes the judgement of a pair back, and undoes the merger that it meant.</summary>
    /// <param name="caller">Who takes it back.</param>
    /// <param name="pair">The pair.</param>
    /// <param name="reason">Why.</param>
    /// <param name="going">Who of those that came since goes with the household that had been absorbed, where that is said.</param>
    /// <param name="seen">The version of the pair that the caller saw.</param>
    /// <param name="ct">Stops it; nothing is recorded then.</param>
    public async Task<JudgementAnswer> WithdrawAsync(Caller caller, PairRead pair, WithdrawalReason reason, IReadOnlyList<Guid>? going, long? seen, CancellationToken ct)
    {
        var (tenant, a, b, now) = (caller.Regency!, pair.A.Household, pair.B.Household, clock.GetCurrentInstant());
        // Those of the household that had been absorbed may have come to live in others.
        IReadOnlyCollection<Guid> homes = pair.History.Standing?.Merge is { } undone
            ? await ReachReader.HomesWithoutAsync(database, store, tenant, [pair.A.State, pair.B.State], undone, ct) : [];
        return await DecideAsync(caller, pair, homes, seen, (history, isSeen, scene) =>
        {
            var withdrawn = new DuplicateJudgementWithdrawn(a, b, reason, caller.Subject, now);
            var result = history.Withdraw(withdrawn, isSeen);
            return result == JudgementResult.Recorded && history.Standing is { Merge: { } merge, Kept: { } kept } && MergedIn(scene) is not null
                ? Decided.Of(scene with { Household = kept }, withdrawn,
                    new WithdrawChange.Withdrawal(WithdrawalOf(merge), merge, reason, kept == a ? b : a) { Going = going })
                : new(result, result == JudgementResult.Recorded ? [withdrawn] : []);
        }, () => CandidateStore.Withdrawn(tenant, a, b), ct);
    }

    private async Task<JudgementAnswer> DecideAsync(
        Caller caller, PairRead pair, IReadOnlyCollection<Guid> homes, long? seen, Func<PairHistory, bool, LifeScene, Decided> decide, Func<NpgsqlBatchCommand> write, CancellationToken ct)
    {
        var (tenant, a, b) = (caller.Regency!, pair.A.Household, pair.B.Household);
        var stream = PairHistory.StreamOf(a, b);
        // Whose copies follow from it is known only under the lock of those that they follow from: taken anew, with those too.
        HashSet<Guid> together = [stream, a, b, .. homes];
        while (true)
        {
            LifeScene? all = null;
            Decided? decided = null;
            var answer = await streams.DecideTogetherAsync<JudgementAnswer>(tenant, together, histories =>
            {
                all = new LifeScene(a, histories.Where(h => h.Key != stream).ToDictionary(h => h.Key, h => Household.After(h.Value)), caller.Subject);
                var scene = all with { States = new[] { a, b }.ToDictionary(h => h, h => all.States[h]) };
                var (history, version) = (PairHistory.After(histories[stream]), (long)histories[stream].Count + histories[a].Count + histories[b].Count);
                decided = decide(history, seen is { } tag ? tag == version : history.Version == 0, scene).With(all);
                // Who is whom was read before the lock was taken.
                if (decided.Result is JudgementResult.Recorded or JudgementResult.Refused && (histories[a].Count, histories[b].Count) != (pair.A.Version, pair.B.Version)) decided = new(JudgementResult.Outdated, []);
                if (!decided.Reach.IsSubsetOf(together)) return (new JudgementAnswer(decided.Result, history, version), []);
                var after = PairHistory.After([.. histories[stream], .. decided.Facts]);
                var events = decided.Life?.Events ?? [];
                return (new JudgementAnswer(decided.Result, after, version + decided.Facts.Count + events.Count(e => e.Household == a || e.Household == b), decided.Refusal)
                {
                    Merged = MergedIn(scene),
                    Along = after is { Standing: null, Judged.Merge: { } merge } ? WentAlong.Of(decided.Life is { } life ? all.After(life) : all.States, WithdrawalOf(merge)) : [],
                }, [.. decided.Facts.Select(f => (stream, f)), .. events]);
            }, ct, async (said, transaction, stop) =>
            {
                if (said.Result != JudgementResult.Recorded || !decided!.Reach.IsSubsetOf(together)) return;
                if (decided is { Life: { } life, Command: { } command, Scene: { } at }) await writes.WriteAsync(transaction, tenant, all! with { Household = at.Household }, command, life, stop);
                await using var batch = new NpgsqlBatch(transaction.Connection, transaction) { BatchCommands = { write() } };
                await batch.ExecuteNonQueryAsync(stop);
            });
            if (decided!.Reach.IsSubsetOf(together)) return answer;
            together.UnionWith(decided.Reach);
        }
    }

    // Those who come along are counted from just after the time of which both sides are known, by the clock of the database.
    private static Decided MergeOf(LifeScene scene, DuplicateJudged judged, IReadOnlyList<Guid> joining)
    {
        var absorbed = scene.States.Keys.Single(h => h != scene.Household);
        var at = scene.States.Values.Max(s => Spell.Of(s)[^1].From) + Tick;
        return Decided.Of(scene, judged, new MergeHouseholds.Merge(judged.Merge!.Value, at, absorbed, Duplicate: true, joining));
    }

    private static HouseholdMergedInto? MergedIn(LifeScene scene) =>
        scene.States.Values.SelectMany(s => s.Changes.OfType<HouseholdMergedInto>()).FirstOrDefault(m => scene.States.ContainsKey(m.Into));

    private static Guid WithdrawalOf(Guid merge) => NameBasedGuid.Create(MergeSpace, $"{merge}/withdrawal");

    private static Guid? GoneOf(LifeScene scene) =>
        scene.States.Where(s => Spell.Of(s.Value) is not [.., { To: null }]).Select(s => (Guid?)s.Key).FirstOrDefault();

    // What was decided of the pair, and what of the households follows from it.
    private sealed record Decided(
        JudgementResult Result, IReadOnlyList<object> Facts, LifeDecision? Life = null, LifeCommand? Command = null, LifeScene? Scene = null, ProblemResult? Refusal = null)
    {
        // The households that hold copies of those it changes.
        public HashSet<Guid> Reach { get; private init; } = [];

        // With what follows elsewhere; refused where something there speaks against it.
        public Decided With(LifeScene all)
        {
            if (Life is null) return this;
            var (life, reach) = all.WithCopies(Life);
            var refusal = life.Refusal;
            if (refusal is null && Command is WithdrawChange.Withdrawal && reach.IsSubsetOf(all.States.Keys) && TwoHomes.By(all.States, life) is { Count: > 0 } homes)
                refusal = LifeScene.LivesElsewhere(homes).Refusal;
            return refusal is null ? this with { Life = life, Reach = reach } : new(JudgementResult.Refused, [], Refusal: refusal) { Reach = reach };
        }

        public static Decided Of(LifeScene scene, object fact, LifeCommand command)
        {
            var life = command.Decide(scene);
            return life.Events.Count > 0
                ? new(JudgementResult.Recorded, [fact], life, command, scene)
                : new(JudgementResult.Refused, [], Refusal: life.Refusal ?? DuplicateProblems.Gone.Result(("household", life.WaitsFor)));
        }
    }
}
