using Microsoft.Extensions.Options;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Surveys.Quality;

/// <summary>Writes what is odd about submissions, in the transaction that takes them, and only where something is.</summary>
internal sealed class QualityFlags(ReferencePoints points, IOptions<QualityOptions> options)
{
    /// <summary>Finds what is odd about arrivals, before the transaction begins.</summary>
    public async Task<FoundFlags> FindAsync(string tenant, IReadOnlyCollection<Arrival> arrivals, CancellationToken ct)
    {
        var villages = await points.OfAsync(tenant, ct);
        return new([.. arrivals.Where(a => a.Submission is not null).Select(a => (a.Submission!, Of(a, villages))).Where(f => f.Item2.Count > 0)]);
    }

    /// <summary>The statements that write what is odd about what was decided to be taken or held.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="found">What is odd about the arrivals.</param>
    /// <param name="verdicts">What was decided about them; another content under an id is looked at when it is taken.</param>
    /// <param name="now">When.</param>
    public static IEnumerable<NpgsqlBatchCommand> Write(string tenant, FoundFlags found, IEnumerable<Verdict> verdicts, Instant now)
    {
        if (found.Flags.Count == 0) return [];
        var news = verdicts.Where(v => v.Reception != Reception.Conflict).Select(v => v.Arrival.Submission).ToHashSet<Submission?>(ReferenceEqualityComparer.Instance);
        return Insert(tenant, [.. found.Flags.Where(f => news.Contains(f.Submission)).SelectMany(f => f.Flags.Select(flag => (f.Submission, flag)))], now);
    }

    /// <summary>The statements that put what is odd about a resolved submission in the place of what was.</summary>
    public async Task<IEnumerable<NpgsqlBatchCommand>> RestateAsync(string tenant, Arrival taken, Instant now, CancellationToken ct)
    {
        var flags = Of(taken, await points.OfAsync(tenant, ct));
        var remove = new NpgsqlBatchCommand($"delete from {QualityTables.Flags} where tenant_id = $1 and submission_id = $2")
        {
            Parameters = { new() { Value = tenant }, new() { Value = taken.SubmissionId } },
        };
        return [remove, .. Insert(tenant, [.. flags.Select(f => (taken.Submission!, f))], now)];
    }

    private IReadOnlyList<QualityFlag> Of(Arrival arrival, IReadOnlyDictionary<string, ReferencePoint> villages) =>
        QualityRules.Of(arrival.Submission!, arrival.Personal, villages.GetValueOrDefault(arrival.Submission!.Place.Village), options.Value);

    /// <summary>The statements that write flags; those that are there stay as they are.</summary>
    public static IEnumerable<NpgsqlBatchCommand> Insert(string tenant, IReadOnlyList<(Submission Of, QualityFlag Flag)> flags, Instant now)
    {
        if (flags.Count == 0) yield break;
        yield return new($"""
            insert into {QualityTables.Flags} (tenant_id, submission_id, code, member_id, household_id, village, enumerator, round, visited_at, is_serious, detail, noted_at)
            select $1, r.*, $12 from unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::text[], $9::timestamptz[], $10::boolean[], $11::text[]) as r
            on conflict do nothing
            """)
        {
            Parameters =
            {
                new() { Value = tenant },
                new() { Value = flags.Select(f => f.Of.SubmissionId).ToArray() },
                Columns.Texts(flags.Select(f => f.Flag.Rule.Code)),
                new() { Value = flags.Select(f => f.Flag.Member ?? Guid.Empty).ToArray() },
                new() { Value = flags.Select(f => f.Of.HouseholdId).ToArray() },
                Columns.Texts(flags.Select(f => f.Of.Place.Village)),
                Columns.Texts(flags.Select(f => f.Of.Enumerator)),
                Columns.Texts(flags.Select(f => f.Of.Round)),
                new() { Value = flags.Select(f => f.Of.InterviewedAt).ToArray() },
                Columns.Of(flags.Select(f => f.Flag.IsSerious), NpgsqlDbType.Boolean),
                Columns.Texts(flags.Select(f => f.Flag.Detail)),
                new() { Value = now },
            },
        };
    }
}

/// <summary>What is odd about some arrivals.</summary>
/// <param name="Flags">The submissions about which something is, each with that.</param>
internal sealed record FoundFlags(IReadOnlyList<(Submission Submission, IReadOnlyList<QualityFlag> Flags)> Flags);
