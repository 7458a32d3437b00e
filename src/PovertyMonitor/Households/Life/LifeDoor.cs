using System.Text.Json;
using Marten;
using NodaTime;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Households.Life;

/// <summary>How a reported change was received.</summary>
internal enum LifeReception
{
    /// <summary>Recorded now.</summary>
    Recorded,

    /// <summary>Recorded before, with the same content.</summary>
    Already,

    /// <summary>What it refers to has not arrived yet; kept until it does.</summary>
    Waiting,

    /// <summary>Refused.</summary>
    Refused,
}

/// <summary>How a reported change was received.</summary>
/// <param name="Reception">In a word.</param>
/// <param name="Refusal">Why it was refused.</param>
/// <param name="Version">The version of the household afterwards.</param>
/// <param name="WaitsFor">The household it waits for, and the version of that which it has seen.</param>
/// <param name="News">What is new since the version that the caller saw, where that refused it.</param>
/// <param name="Lack">What it waits for, in words.</param>
internal sealed record LifeAnswer(
    LifeReception Reception, ProblemResult? Refusal, long Version, (Guid Household, long Version)? WaitsFor = null, IReadOnlyList<object>? News = null, FieldError? Lack = null)
{
    /// <summary>What went with people into another household, under which id it is there now.</summary>
    public IReadOnlyList<WentAlong> Along { get; init; } = [];
}

/// <summary>Takes reports of changes to households: reads, decides, and writes events and what hangs on them in one transaction.</summary>
internal sealed class LifeDoor(IRegister registers, IClock clock, StreamDecision streams, IDocumentStore store, NpgsqlDataSource database, LifeWrites writes, WaitingChanges waiting, ChangeContents contents)
{
    private static readonly Duration Tolerance = Duration.FromDays(1);

    /// <summary>Takes a report as it came, now or when its turn has come.</summary>
    public async Task<LifeAnswer> TakeAsync(LifeUseCase useCase, Guid household, JsonElement body, Caller caller, long? seen, CancellationToken ct, bool isDue = false)
    {
        var fields = new LifeFields(body, await registers.OfAsync(caller.Regency!, ct), clock.GetCurrentInstant() + Tolerance);
        var command = useCase.Read(fields);
        fields.RefuseOthers();
        if (fields.Errors.Count > 0) return new(LifeReception.Refused, HouseholdProblems.InvalidChange.Result(fields.Errors, ("count", fields.Errors.Count)), 0);
        try
        {
            var report = new ChangeReport(useCase.Kind, body.GetRawText());
            var answer = await TakeAsync(command, household, caller, seen, report, isDue, ct);
            // What was recorded with it says what an event does not: who people are, for one.
            return answer.Reception == LifeReception.Already && await contents.IsOtherAsync(caller.Regency!, command.ChangeId, report, ct) ? Other(command) : answer;
        }
        catch (OtherChangeException)
        {
            // It was kept in between: nothing of this one is.
            return Other(command);
        }
        catch (NamesEachOtherException each)
        {
            return new(LifeReception.Refused, LifeProblems.NamesEachOtherBy(command.ChangeId, each.Chain), 0);
        }
        catch (NotWaitingException)
        {
            return new(LifeReception.Refused, LifeProblems.NotWaiting.Result(("change", command.ChangeId)), 0);
        }
    }

    private static LifeAnswer Other(LifeCommand command) => new(LifeReception.Refused, HouseholdProblems.OtherChange.Result(("change", command.ChangeId)), 0);

    private async Task<LifeAnswer> TakeAsync(LifeCommand command, Guid household, Caller caller, long? seen, ChangeReport report, bool isDue, CancellationToken ct)
    {
        var tenant = caller.Regency!;
        if (await waiting.IsOtherAsync(tenant, household, command.ChangeId, report, ct)) return Other(command);
        // What is known of whoever went is laid together with what was said of them where they came, under the lock of both.
        IReadOnlyCollection<Guid> homes = await ReachReader.HomesOfAsync(database, tenant, command.Gone, ct);
        if (command is WithdrawChange.Withdrawal withdrawal) (command, homes) = await WithOthersAsync(tenant, household, withdrawal, ct);
        // Whose copies follow from it is known only under the lock of those that they follow from: taken anew, with those too.
        HashSet<Guid> together = [household, .. command.Others, .. homes];
        while (true)
        {
            HashSet<Guid> reach = [];
            LifeScene? all = null;
            LifeDecision? decision = null;
            var answer = await streams.DecideTogetherAsync<LifeAnswer>(tenant, together, histories =>
            {
                var states = histories.ToDictionary(h => h.Key, h => Household.After(h.Value));
                all = new LifeScene(household, states, caller.Subject);
                (var said, decision, reach) = Decide(all, command, caller, seen, histories[household]);
                if (!reach.IsSubsetOf(together)) return (said, []);
                if (decision?.WaitsFor is { } other) said = said with { WaitsFor = (other, histories[other].Count) };
                return (said with { Version = histories[household].Count + (decision?.Events.Count(e => e.Household == household) ?? 0) }, decision?.Events ?? []);
            }, ct, async (said, transaction, stop) =>
            {
                if (!reach.IsSubsetOf(together)) return;
                if (isDue) await WaitingChanges.HoldAsync(transaction, tenant, command.ChangeId, stop);
                if (said.WaitsFor is { } awaited) await waiting.KeepAsync(transaction, caller, household, command.ChangeId, report, awaited, stop);
                if (said.Reception != LifeReception.Recorded) return;
                await writes.WriteAsync(transaction, tenant, all!, command, decision!, stop);
                await contents.KeepAsync(transaction, tenant, command.ChangeId, report, stop);
                await WaitingChanges.ForgetAsync(transaction, tenant, command.ChangeId, stop);
            });
            if (reach.IsSubsetOf(together)) return answer;
            together.UnionWith(reach);
        }
    }

    /// <summary>Decides about a report over what is known, with what follows for households that hold copies of those it is about. Pure.</summary>
    /// <param name="all">Those it is about, and others.</param>
    /// <param name="command">The report.</param>
    /// <param name="caller">Who reports.</param>
    /// <param name="seen">The version that the caller saw; <see langword="null"/> where it doesn't matter.</param>
    /// <param name="history">The household's history.</param>
    /// <returns>The households it reaches: those that are not in the scene have to be, before it counts.</returns>
    internal static (LifeAnswer Answer, LifeDecision? Decision, HashSet<Guid> Reach) Decide(
        LifeScene all, LifeCommand command, Caller caller, long? seen, IReadOnlyList<object> history)
    {
        var (answer, decided) = DecideAlone(all with { States = all.States.Where(s => s.Key == all.Household || command.Others.Contains(s.Key)).ToDictionary() }, command, caller, seen, history);
        if (decided is not { Events.Count: > 0 }) return (answer with { Along = Along(command, all.States) }, decided, []);
        var (decision, reach) = all.WithCopies(decided);
        if (decision.Refusal is { } refusal) return (new(LifeReception.Refused, refusal, history.Count), decision, reach);
        if (command is WithdrawChange.Withdrawal && reach.IsSubsetOf(all.States.Keys) && TwoHomes.By(all.States, decision) is { Count: > 0 } homes)
            return (new(LifeReception.Refused, LifeScene.LivesElsewhere(homes).Refusal, history.Count), LifeScene.LivesElsewhere(homes), reach);
        // Whoever knows another village's household and its people must not be able to empty it by saying that they came from here and are back, or that they went elsewhere.
        return reach.IsSubsetOf(all.States.Keys) && all.TakenFrom(decision).Concat(all.DrawnBy(decision, place => LifeCommand.MayBeReportedBy(caller, place))).FirstOrDefault(h => !command.MayBeReportedBy(caller, all.States[h])) is var other && other != Guid.Empty
            ? (new(LifeReception.Waiting, null, history.Count, Lack: LifeDecision.WaitForMove(other).Lack), LifeDecision.WaitForMove(other), reach)
            : (answer with { Along = Along(command, all.After(decision)) }, decision, reach);
    }

    private static IReadOnlyList<WentAlong> Along(LifeCommand command, IReadOnlyDictionary<Guid, Household> states) =>
        command is WithdrawChange.Withdrawal { Partner: not null } ? WentAlong.Of(states, command.ChangeId) : [];

    private static (LifeAnswer Answer, LifeDecision? Decision) DecideAlone(LifeScene scene, LifeCommand command, Caller caller, long? seen, IReadOnlyList<object> history)
    {
        LifeAnswer Refuse(ProblemResult refusal) => new(LifeReception.Refused, refusal, history.Count);
        (LifeAnswer, LifeDecision?) Wait(LifeDecision decision) => (new(LifeReception.Waiting, null, history.Count, Lack: decision.Lack), decision);
        if (Recorded.Of(scene.Me, command.ChangeId) is { } recorded)
            return (command.IsSame(recorded) ? new(LifeReception.Already, null, history.Count) : Refuse(HouseholdProblems.OtherChange.Result(("change", command.ChangeId))), null);
        if (!scene.Me.IsRegistered) return Wait(LifeDecision.WaitForFirstOf(scene.Household));
        // Before the area: where it lives elsewhere since, that is what changed.
        if (seen is { } version && LifeNews.Since(version, scene, command, caller, history) is { } news)
            return (Refuse(LifeProblems.ChangedSince.Result(("household", scene.Household))) with { News = news }, null);
        foreach (var (id, state) in scene.States)
            if (state.IsRegistered && command.NeedsAreaOf(id, state) && !command.MayBeReportedBy(caller, state))
                return command.WaitsForArea(caller, state)
                    ? Wait(LifeDecision.WaitForMove(id))
                    : (Refuse(LifeProblems.NotYours.Result(("household", id), ("area", state.LastPlace!.Village))), null);
        var decision = command.Decide(scene);
        if (decision.Refusal is { } refusal) return (Refuse(refusal), null);
        return decision.WaitsFor is null ? (new(LifeReception.Recorded, null, history.Count), decision) : Wait(decision);
    }

    // What was recorded never changes, so that it can be read before the lock is taken. Who would live in these households again may have come to live in others.
    private async Task<(WithdrawChange.Withdrawal Command, IReadOnlyCollection<Guid> Homes)> WithOthersAsync(
        string tenant, Guid household, WithdrawChange.Withdrawal withdrawal, CancellationToken ct)
    {
        await using var session = store.QuerySession(tenant);
        async Task<Household> ReadAsync(Guid id) => Household.After((await session.Events.FetchStreamAsync(id, token: ct)).Select(e => e.Data));
        var state = await ReadAsync(household);
        var change = Recorded.Of(state, withdrawal.Withdraws);
        // Nobody comes back by what else is taken back.
        if (change is not (HouseholdDissolved or MemberLeft or MemberDied) && WithdrawChange.Withdrawal.PartnerOf(change) is null) return (withdrawal, []);
        var partner = WithdrawChange.Withdrawal.PartnerOf(change);
        List<Household> before = partner is { } other ? [state, await ReadAsync(other)] : [state];
        return (withdrawal with { Partner = partner }, await ReachReader.HomesWithoutAsync(database, store, tenant, before, withdrawal.Withdraws, ct));
    }
}
