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
/// <param name="IsElsewhere">Whether it waits for the move by which that household becomes the caller's.</param>
internal sealed record LifeAnswer(
    LifeReception Reception, ProblemResult? Refusal, long Version, (Guid Household, long Version)? WaitsFor = null, IReadOnlyList<object>? News = null, bool IsElsewhere = false);

/// <summary>Takes reports of changes to households: reads, decides, and writes events and what hangs on them in one transaction.</summary>
internal sealed class LifeDoor(IRegister registers, IClock clock, StreamDecision streams, IDocumentStore store, LifeWrites writes, WaitingChanges waiting)
{
    private static readonly Duration Tolerance = Duration.FromDays(1);

    /// <summary>Takes a report as it came.</summary>
    public async Task<LifeAnswer> TakeAsync(LifeUseCase useCase, Guid household, JsonElement body, Caller caller, long? seen, CancellationToken ct)
    {
        var fields = new LifeFields(body, await registers.OfAsync(caller.Regency!, ct), clock.GetCurrentInstant() + Tolerance);
        var command = useCase.Read(fields);
        fields.RefuseOthers();
        if (fields.Errors.Count > 0) return new(LifeReception.Refused, HouseholdProblems.InvalidChange.Result(fields.Errors, ("count", fields.Errors.Count)), 0);
        try
        {
            return await TakeAsync(command, household, caller, seen, new(useCase.Kind, body.GetRawText()), ct);
        }
        catch (OtherChangeException)
        {
            // It was kept in between: nothing of this one is.
            return Other(command);
        }
    }

    private static LifeAnswer Other(LifeCommand command) => new(LifeReception.Refused, HouseholdProblems.OtherChange.Result(("change", command.ChangeId)), 0);

    private async Task<LifeAnswer> TakeAsync(LifeCommand command, Guid household, Caller caller, long? seen, ChangeReport report, CancellationToken ct)
    {
        var tenant = caller.Regency!;
        if (await waiting.IsOtherAsync(tenant, household, command.ChangeId, report, ct)) return Other(command);
        if (command is WithdrawChange.Withdrawal withdrawal) command = withdrawal with { Partner = await PartnerAsync(tenant, household, withdrawal.Withdraws, ct) };
        // Whose copies follow from it is known only under the lock of those that they follow from: taken anew, with those too.
        HashSet<Guid> together = [household, .. command.Others];
        while (true)
        {
            HashSet<Guid> reach = [];
            LifeScene? all = null;
            LifeDecision? decision = null;
            var answer = await streams.DecideTogetherAsync<LifeAnswer>(tenant, together, histories =>
            {
                var states = histories.ToDictionary(h => h.Key, h => Household.After(h.Value));
                all = new LifeScene(household, states, caller.Subject);
                var scene = all with { States = states.Where(s => s.Key == household || command.Others.Contains(s.Key)).ToDictionary() };
                (var said, decision) = Decide(scene, command, caller, seen, histories[household]);
                if (decision?.WaitsFor is { } other) said = said with { WaitsFor = (other, histories[other].Count) };
                if (decision is not { Events.Count: > 0 }) return (said, []);
                (decision, reach) = all.WithCopies(decision);
                if (!reach.IsSubsetOf(together)) return (said, []);
                if (decision.Refusal is { } refusal) return (new(LifeReception.Refused, refusal, histories[household].Count), []);
                return (said with { Version = histories[household].Count + decision.Events.Count(e => e.Household == household) }, decision.Events);
            }, ct, async (said, transaction, stop) =>
            {
                if (!reach.IsSubsetOf(together)) return;
                if (said.WaitsFor is { } awaited) await waiting.KeepAsync(transaction, caller, household, command.ChangeId, report, awaited, stop);
                if (said.Reception != LifeReception.Recorded) return;
                await writes.WriteAsync(transaction, tenant, all!, command, decision!, stop);
                await WaitingChanges.ForgetAsync(transaction, tenant, command.ChangeId, stop);
            });
            if (reach.IsSubsetOf(together)) return answer;
            together.UnionWith(reach);
        }
    }

    /// <summary>Decides about a report over what is known. Pure.</summary>
    internal static (LifeAnswer Answer, LifeDecision? Decision) Decide(LifeScene scene, LifeCommand command, Caller caller, long? seen, IReadOnlyList<object> history)
    {
        LifeAnswer Refuse(ProblemResult refusal) => new(LifeReception.Refused, refusal, history.Count);
        if (Recorded.Of(scene.Me, command.ChangeId) is { } recorded)
            return (command.IsSame(recorded) ? new(LifeReception.Already, null, history.Count) : Refuse(HouseholdProblems.OtherChange.Result(("change", command.ChangeId))), null);
        if (!scene.Me.IsRegistered) return (new(LifeReception.Waiting, null, history.Count), LifeDecision.WaitFor(scene.Household));
        foreach (var (id, state) in scene.States)
            if (state.IsRegistered && command.NeedsAreaOf(id, state) && !command.MayBeReportedBy(caller, state))
                return command.WaitsForArea(caller, state)
                    ? (new(LifeReception.Waiting, null, history.Count, IsElsewhere: true), LifeDecision.WaitFor(id))
                    : (Refuse(AccessProblems.AreaNotAllowed.Result(("area", state.LastPlace!.Village))), null);
        // After the area: what changed is told, and is for those only whose household it is.
        if (seen is { } version && version != history.Count)
            return (Refuse(LifeProblems.ChangedSince.Result(("household", scene.Household))) with { News = [.. history.Skip((int)Math.Clamp(version, 0, history.Count))] }, null);
        var decision = command.Decide(scene);
        if (decision.Refusal is { } refusal) return (Refuse(refusal), null);
        return (new(decision.WaitsFor is null ? LifeReception.Recorded : LifeReception.Waiting, null, history.Count), decision);
    }

    // What was recorded never changes, so that it can be read before the lock is taken.
    private async Task<Guid?> PartnerAsync(string tenant, Guid household, Guid change, CancellationToken ct)
    {
        await using var session = store.QuerySession(tenant);
        var history = Household.After((await session.Events.FetchStreamAsync(household, token: ct)).Select(e => e.Data));
        return WithdrawChange.Withdrawal.PartnerOf(Recorded.Of(history, change));
    }
}
