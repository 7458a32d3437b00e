using Marten;
using NodaTime;
using PovertyMonitor.Duplicates.Finding;
using PovertyMonitor.Duplicates.Linkage;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Duplicates.Judging;

/// <summary>Reads two households and what was judged of them, whether a search has found them or not.</summary>
internal sealed class PairReader(IDocumentStore store, ProfileStore profiles, ModelStore models)
{
    /// <summary>The pair; <see langword="null"/> where one of the households was never there.</summary>
    public async Task<PairRead?> ReadAsync(string tenant, Guid a, Guid b, CancellationToken ct)
    {
        await using var session = store.QuerySession(tenant);
        async Task<List<object>> EventsOf(Guid stream) => [.. (await session.Events.FetchStreamAsync(stream, token: ct)).Select(e => e.Data)];
        var (first, second) = (PairSide.Of(a, await EventsOf(a)), PairSide.Of(b, await EventsOf(b)));
        if (first is null || second is null) return null;
        var history = PairHistory.After(await EventsOf(PairHistory.StreamOf(a, b)));
        var hashes = await profiles.HashesAsync(tenant, [a, b], ct);
        var (_, common) = await profiles.SharingAsync(tenant, [a, b], ct);
        Profile? Complete(PairSide side) => side.Profile?.With(hashes.GetValueOrDefault(side.Household, HouseholdHashes.None), common);
        var model = await models.OfAsync(tenant, ct);
        var candidate = (Complete(first), Complete(second)) is ({ } one, { } other) ? Candidate.Of(one, other, model) : null;
        return new(first, second, history, candidate, model);
    }
}

/// <summary>Two households as they are shown to whoever judges.</summary>
/// <param name="A">The one with the smaller id.</param>
/// <param name="B">The other.</param>
/// <param name="History">What was judged of them.</param>
/// <param name="Candidate">How far they agree; <see langword="null"/> where one was never interviewed.</param>
/// <param name="Model">The model by which they were compared.</param>
internal sealed record PairRead(PairSide A, PairSide B, PairHistory History, Candidate? Candidate, LinkageModel Model)
{
    /// <summary>The entity tag of the pair: it grows with what is judged of it and with what becomes known of either household.</summary>
    public long Version => History.Version + A.Version + B.Version;

    /// <summary>The judgement that stands: a merger that was taken back at the household stands no more.</summary>
    public DuplicateJudged? Standing => History.Standing is { Merge: { } merge } && A.State.Withdrawals.ContainsKey(merge) ? null : History.Standing;

    /// <summary>A member of either household as far as it is compared.</summary>
    public ComparedMember? Compared(Member member) => (A.Answers?.Members.Contains(member) == true ? A : B).Compared(member);
}

/// <summary>One household of a pair.</summary>
/// <param name="Household">The household.</param>
/// <param name="State">What is known of it.</param>
/// <param name="Version">How many events say so.</param>
/// <param name="IsLiving">Whether it is there and was interviewed.</param>
/// <param name="Place">Where it lives, or lived last.</param>
/// <param name="Answers">What it answered last, after the changes since.</param>
/// <param name="InterviewedAt">When.</param>
/// <param name="Round">In which round.</param>
internal sealed record PairSide(Guid Household, Household State, int Version, bool IsLiving, Place? Place, Answers? Answers, Instant? InterviewedAt, string? Round)
{
    /// <summary>A household by its events; <see langword="null"/> where it was never there.</summary>
    public static PairSide? Of(Guid household, IReadOnlyList<object> events)
    {
        var state = Households.Household.After(events);
        if (!state.IsRegistered && state.AllChanges.IsEmpty) return null;
        if (Spell.Of(state) is [.., var last])
            return new(household, state, events.Count, last.To is null, last.Place, last.Answers, last.Interview.At, last.Interview.Round);
        // Of a merged duplicate nothing counts any more, but what it said is still to be seen.
        var said = state.Completed.OrderBy(c => c.InterviewedAt).ThenBy(c => c.SubmissionId).LastOrDefault();
        return new(household, state, events.Count, false, said?.Place, said?.Answers, said?.InterviewedAt, said?.Round);
    }

    /// <summary>What of it is compared.</summary>
    public Profile? Profile => Answers is null ? null : Profile.Of(Household, Place!, Answers, InterviewedAt!.Value);

    /// <summary>A member as far as it is compared; <see langword="null"/> where sex or age is not known.</summary>
    public ComparedMember? Compared(Member member) => member is { Sex: { } sex, AgeYears: { } age } && InterviewedAt is { } at
        ? ComparedMember.Aged(sex, age, at.InUtc().Date)
        : null;
}
