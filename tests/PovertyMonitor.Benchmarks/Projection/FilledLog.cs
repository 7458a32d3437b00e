using NodaTime;
using Npgsql;
using PovertyMonitor.Benchmarks.Intake;
using PovertyMonitor.Households;
using PovertyMonitor.Platform;
using PovertyMonitor.Regions;
using PovertyMonitor.Simulation;

namespace PovertyMonitor.Benchmarks.Projection;

/// <summary>A log of made-up households, visited in every village in several rounds; appended as the intake does, without receipts and identities.</summary>
internal static class FilledLog
{
    private const int AtOnce = 5000;

    /// <summary>Appends until there are so many events of households; returns how many there are.</summary>
    public static async Task<int> FillAsync(NpgsqlDataSource database, EventAppend append, int events, int surveys)
    {
        var villages = new Register(RegisterFile.Read(BenchService.Regency)).Villages.Select(v => v.Code);
        // A first interview registers its household too.
        var population = new Population(villages, events / (surveys + 1), surveys, seed: 7);
        var written = 0;
        var known = new HashSet<Guid>();
        for (var round = 0; round < surveys; round++)
        {
            var visits = Enumerable.Range(0, population.Villages).SelectMany(v => population.Visits(round, v)).Select(v => v.Submission).Where(s => s.Corrects is null);
            foreach (var chunk in visits.Chunk(AtOnce / 2))
            {
                var facts = new List<(Guid, object)>();
                foreach (var s in chunk)
                {
                    if (known.Add(s.HouseholdId)) facts.Add((s.HouseholdId, new HouseholdRegistered(s.HouseholdId, s.Place, s.InterviewedAt)));
                    facts.Add((s.HouseholdId, s.ToEvent()));
                }
                await using var connection = await database.OpenConnectionAsync();
                await using var batch = new NpgsqlBatch(connection) { BatchCommands = { append.Command(BenchService.Regency, facts, SystemClock.Instance.GetCurrentInstant()) } };
                await batch.ExecuteNonQueryAsync();
                written += facts.Count;
            }
        }
        await using var analyze = database.CreateCommand("vacuum analyze mt_events, mt_streams");
        await analyze.ExecuteNonQueryAsync();
        return written;
    }
}
