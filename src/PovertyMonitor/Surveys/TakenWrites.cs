using Npgsql;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Identities;

namespace PovertyMonitor.Surveys;

/// <summary>What is written of submissions that are taken, beside their receipts.</summary>
internal static class TakenWrites
{
    /// <summary>Who superseded whom, and where the households live; what was said of people goes to the keyring.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Of(string tenant, IReadOnlyCollection<Verdict> taken, Dictionary<Guid, DirectoryEntry> directory, Keyring keys)
    {
        var superseded = taken.Where(v => v.Arrival.Submission!.Corrects is not null).Select(v => (v.Arrival.Submission!.Corrects!.Value, v.Arrival.SubmissionId)).ToList();
        foreach (var arrival in taken.Select(v => v.Arrival)) keys.Keep(arrival.Submission!.HouseholdId, arrival.Personal, arrival.Submission.InterviewedAt);
        var writes = superseded.Count > 0 ? [Receipts.Supersede(tenant, superseded)] : Enumerable.Empty<NpgsqlBatchCommand>();
        return [.. writes, .. HouseholdDirectory.Write(tenant, EntriesAfter(taken, directory), directory.ContainsKey)];
    }

    /// <summary>The events, household by household.</summary>
    public static List<(Guid Household, object Event)> EventsOf(IReadOnlyCollection<Verdict> taken, Dictionary<Guid, DirectoryEntry> directory)
    {
        var events = new List<(Guid, object)>();
        foreach (var group in taken.GroupBy(v => v.Arrival.Submission!.HouseholdId))
        {
            var first = group.First().Arrival.Submission!;
            var facts = group.Select(v => (v.Arrival.Submission! with { Corrects = v.Base }).ToEvent());
            events.AddRange(RecordVisit.Decide(group.Key, first.Place, facts, first.InterviewedAt, directory.ContainsKey(group.Key)).Select(e => (group.Key, e)));
        }
        return events;
    }

    /// <summary>What a submission says for the directory.</summary>
    public static DirectoryEntry EntryOf(Submission s) =>
        new(s.HouseholdId, s.Place, s.InterviewedAt, s.Round, s.Outcome, s.Answers is { } answers ? RosterLine.Of(answers) : null);

    /// <summary>How households live now of which the last submission alone does not tell: it follows from all their history, and copies of it are told anew.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="events">What is appended, household by household; the copies are added.</param>
    /// <param name="states">Those households as they were before, and all that they reach.</param>
    public static IReadOnlyList<NpgsqlBatchCommand> OfChanged(string tenant, List<(Guid Household, object Event)> events, IReadOnlyDictionary<Guid, Household> states)
    {
        var after = states.ToDictionary();
        var changed = events.Select(e => e.Household).Where(states.ContainsKey).ToHashSet();
        foreach (var (household, fact) in events.Where(e => changed.Contains(e.Household))) after[household] = after[household].With(fact);
        var copies = Retelling.Of(after, changed);
        events.AddRange(copies.Told);
        return
        [
            .. changed.SelectMany(h => new[] { HouseholdDirectory.Restate(tenant, h, after[h]), HouseholdDirectory.RestateVisits(tenant, h, after[h]) }),
            .. LifeWrites.OfCopies(tenant, after, copies),
        ];
    }

    private static List<DirectoryEntry> EntriesAfter(IEnumerable<Verdict> taken, Dictionary<Guid, DirectoryEntry> directory) =>
        [.. taken.Select(v => v.Arrival.Submission!).GroupBy(s => s.HouseholdId).Select(group => group
            .Select(EntryOf)
            .Aggregate(directory.GetValueOrDefault(group.Key), (before, entry) => before is null ? entry : before.With(entry))!)];
}
