using Npgsql;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform;
using PovertyMonitor.Surveys.Quality;
using PovertyMonitor.Surveys.Rounds;

namespace PovertyMonitor.Surveys.Bulk;

/// <summary>Takes a census: households never heard of are copied in, and everything else goes by the intake of all doors.</summary>
internal sealed class BulkIntake(BulkTransaction bulk, Intake intake, RoundRegister rounds, QualityFlags quality, NpgsqlDataSource database)
{
    /// <summary>How many arrivals should come together.</summary>
    public const int ChunkSize = 500;

    /// <summary>Takes arrivals and says how each was received, in their order.</summary>
    /// <exception cref="NpgsqlException">The database can't be reached or refuses; what was not answered may or may not be taken, and can be sent again.</exception>
    public async Task<IReadOnlyList<Received>> TakeAsync(string tenant, IReadOnlyList<Arrival> chunk, CancellationToken ct)
    {
        var firsts = await FirstsAsync(tenant, chunk, ct);
        if (firsts.Count == 0 || !await bulk.TryTakeAsync(tenant, firsts, await quality.FindAsync(tenant, firsts, ct), ct)) return await intake.TakeAsync(tenant, chunk, ct);
        var taken = firsts.Select(a => a.SubmissionId).ToHashSet();
        var others = chunk.Where(a => !taken.Contains(a.SubmissionId)).ToList();
        var received = new Queue<Received>(others.Count > 0 ? await intake.TakeAsync(tenant, others, ct) : []);
        return [.. chunk.Select(a => taken.Contains(a.SubmissionId) ? new Received(Reception.Accepted) : received.Dequeue())];
    }

    private async Task<IReadOnlyList<Arrival>> FirstsAsync(string tenant, IReadOnlyList<Arrival> chunk, CancellationToken ct)
    {
        var firsts = NewHouseholds.Of(chunk, await rounds.ReasonsAsync(tenant, ct));
        if (firsts.Count == 0) return firsts;
        var known = await KnownAsync(tenant, firsts, ct);
        return [.. firsts.Where(a => !known.Contains(a.SubmissionId))];
    }

    // Only so that a file brought again is not copied in vain: what comes between here and there fails at a unique index.
    private async Task<HashSet<Guid>> KnownAsync(string tenant, IReadOnlyList<Arrival> firsts, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select a.submission from unnest($2::uuid[], $3::uuid[]) as a(submission, household)
            where exists (select from {SurveyTables.Receipts} where tenant_id = $1 and submission_id = a.submission {Lookup.EachByIndex})
                or exists (select from {DirectoryTable.Name} where tenant_id = $1 and household_id = a.household {Lookup.EachByIndex})
                or exists (select from {IdentityTables.Identities} where tenant_id = $1 and household_id = a.household {Lookup.EachByIndex})
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = firsts.Select(a => a.SubmissionId).ToArray() });
        command.Parameters.Add(new() { Value = firsts.Select(a => a.Submission!.HouseholdId).ToArray() });
        var known = new HashSet<Guid>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) known.Add(rows.GetGuid(0));
        return known;
    }
}
