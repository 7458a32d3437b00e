using System.Text.Json;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Duplicates.Judging;
using PovertyMonitor.Duplicates.Linkage;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Duplicates.Finding;

/// <summary>Lists the pairs that were found or judged.</summary>
internal sealed class CandidateReader(NpgsqlDataSource database)
{
    /// <summary>Pairs of a state in an area, the most probable first.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="area">The area of at least one of the two.</param>
    /// <param name="state">The state.</param>
    /// <param name="after">The last pair of the page before.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="language">The reader's language.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<IReadOnlyList<CandidateView>> ListAsync(string tenant, string area, string state, PairCursor? after, int limit, Language language, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select a, b, village_a, village_b, probability, state, found_at, fields::text, judgement, reason, judged_by, judged_at
            from {DuplicateTables.Candidates}
            where tenant_id = $1 and state = $2 and (village_a = $3 or village_a like $3 || '.%' or village_b = $3 or village_b like $3 || '.%')
                and ($4::float8 is null or (probability, a, b) < ($4, $5, $6))
            order by probability desc, a desc, b desc limit $7
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = state });
        command.Parameters.Add(new() { Value = area });
        command.Parameters.Add(new() { Value = (object?)after?.Probability ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Double });
        command.Parameters.Add(new() { Value = (object?)after?.A ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = (object?)after?.B ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = limit });
        var pairs = new List<CandidateView>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) pairs.Add(ViewOf(rows, language));
        return pairs;
    }

    private static CandidateView ViewOf(NpgsqlDataReader row, Language language)
    {
        var weights = JsonSerializer.Deserialize<FieldWeight[]>(row.GetString(7), JsonSerializerOptions.Web)!;
        var judgement = row.IsDBNull(8) ? null : JudgementView.Of(
            Enum.Parse<DuplicateJudgement>(row.GetString(8), ignoreCase: true), Enum.Parse<DuplicateReason>(row.GetString(9), ignoreCase: true),
            row.GetString(10), row.GetFieldValue<Instant>(11), null, language);
        return new(row.GetGuid(0), row.GetGuid(1), row.GetString(2), row.GetString(3), row.GetDouble(4), PairView.LikelihoodOf(row.GetDouble(4)),
            row.GetString(5), row.GetFieldValue<Instant>(6), [.. weights.Select(w => WeightView.Of(w, language))], judgement);
    }
}

/// <summary>The place of a pair in the list.</summary>
/// <param name="Probability">Its probability.</param>
/// <param name="A">Its first household.</param>
/// <param name="B">Its second.</param>
internal readonly record struct PairCursor(double Probability, Guid A, Guid B)
{
    /// <summary>The cursor as an address carries it.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Probability:R}_{A}_{B}");

    /// <summary>Reads one; <see langword="null"/> where the text is none.</summary>
    public static PairCursor? Parse(string text) => text.Split('_') is [var probability, var a, var b]
        && double.TryParse(probability, System.Globalization.CultureInfo.InvariantCulture, out var value) && Guid.TryParse(a, out var first) && Guid.TryParse(b, out var second)
            ? new(value, first, second)
            : null;
}

/// <summary>Two households that may be one.</summary>
/// <param name="A">The one with the smaller id.</param>
/// <param name="B">The other.</param>
/// <param name="VillageA">Where the first lives.</param>
/// <param name="VillageB">Where the second lives.</param>
/// <param name="Probability">The probability that they are one, 0 to 1.</param>
/// <param name="Likelihood"><c>probable</c>, <c>possible</c> or <c>unlikely</c>.</param>
/// <param name="State"><c>open</c>, <c>different</c>, <c>same</c>, <c>merged</c> or <c>unlikely</c>.</param>
/// <param name="FoundAt">When it was found first.</param>
/// <param name="Weights">What each compared field says.</param>
/// <param name="Judgement">The judgement; of an open pair an earlier one, before the evidence grew.</param>
internal sealed record CandidateView(
    Guid A, Guid B, string VillageA, string VillageB, double Probability, string Likelihood, string State, Instant FoundAt, IReadOnlyList<WeightView> Weights, JudgementView? Judgement);
