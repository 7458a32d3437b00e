using NodaTime;
using Npgsql;
using PovertyMonitor.Platform;
using PovertyMonitor.Surveys.Quality;

namespace PovertyMonitor.Surveys;

/// <summary>What is written of a chunk once it is decided about: bytes, receipts, what is held, identities, flags, then events.</summary>
internal sealed class IntakeWrites(EventAppend append, HeldSubmissions held, Sealer sealer)
{
    /// <summary>The statements, in their order.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="scene">What is known.</param>
    /// <param name="decided">What was decided.</param>
    /// <param name="odd">What is odd about the arrivals.</param>
    /// <param name="now">When.</param>
    /// <param name="areFirst">Whether every household begins here.</param>
    public IEnumerable<NpgsqlBatchCommand> Of(string tenant, IntakeScene scene, DecidedChunk decided, FoundFlags odd, Instant now, bool areFirst = false)
    {
        var (news, released) = (decided.News, decided.Released);
        foreach (var command in Contents.Keep(tenant, Distinct(news).Select(v => v.Arrival), scene.Claimed.Contains, scene.Keys, sealer)) yield return command;
        if (decided.Expected.Count > 0) yield return Receipts.Complete(tenant, [.. decided.Expected.Select(v => v.Arrival)], now);
        var restated = news.Where(v => v.Reception is Reception.Waiting or Reception.Review).Concat(released).ToList();
        if (restated.Count > 0) yield return Receipts.State(tenant, restated);
        var kept = Distinct(news.Where(v => v.Reason is not null)).ToList();
        if (kept.Count > 0) yield return held.Keep(tenant, kept, scene.States, now);
        if (released.Count > 0) yield return HeldSubmissions.Release(tenant, released, scene.States);

        var taken = news.Concat(released).Where(v => v.IsTaken).ToList();
        foreach (var command in TakenWrites.Of(tenant, taken, scene.Directory, scene.Keys)) yield return command;
        foreach (var command in scene.Keys.Write()) yield return command;
        foreach (var command in QualityFlags.Write(tenant, odd, news, now)) yield return command;
        if (taken.Count == 0) yield break;
        var events = TakenWrites.EventsOf(taken, scene.Directory);
        foreach (var command in TakenWrites.OfChanged(tenant, events, scene.States)) yield return command;
        // Last, so that the sequence numbers it takes are committed at once.
        foreach (var command in areFirst ? append.Begin(tenant, events, now) : [append.Command(tenant, events, now)]) yield return command;
    }

    private static IEnumerable<Verdict> Distinct(IEnumerable<Verdict> verdicts) =>
        verdicts.DistinctBy(v => (v.Arrival.SubmissionId, Convert.ToHexString(v.Arrival.Hash)));
}
