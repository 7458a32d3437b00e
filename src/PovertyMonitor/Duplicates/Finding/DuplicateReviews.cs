using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys.Reviews;

namespace PovertyMonitor.Duplicates.Finding;

/// <summary>Puts pairs that gave the same number into the review queue. Nothing is held for it: numbers are often wrong, and a household kept out for one would be missing.</summary>
internal sealed class DuplicateReviews(NpgsqlDataSource database) : IReviewSource
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<ReviewItem>> ListAsync(
        Caller caller, string? village, string? reason, DateTimeOffset after, int limit, Language language, CancellationToken ct)
    {
        var problem = ReviewProblems.ProbableDuplicate;
        if (caller.Role != Role.Dinsos || (reason is not null && reason != problem.Code)) return [];
        await using var command = database.CreateCommand($"""
            select a, b, village_a, village_b, found_at from {DuplicateTables.Candidates}
            where tenant_id = $1 and state = 'open' and (same_card or same_niks > 0) and found_at > $2 and ($3::text is null or village_a = $3 or village_b = $3)
            order by found_at fetch first $4 rows with ties
            """);
        command.Parameters.Add(new() { Value = caller.Regency! });
        command.Parameters.Add(new() { Value = Instant.FromDateTimeOffset(after) });
        command.Parameters.Add(new() { Value = (object?)village ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = limit });
        var items = new List<ReviewItem>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var (a, b) = (rows.GetGuid(0), rows.GetGuid(1));
            var address = $"/api/duplicates/{a}/{b}";
            var text = problem.At("pair", ("address", address)).In(language);
            items.Add(new(null, null, null, village ?? rows.GetString(2), problem.Code, null, rows.GetFieldValue<Instant>(4), null)
            {
                Pair = new(a, b, address),
                Text = $"{text.Message} {text.Advice}",
            });
        }
        return items;
    }
}
