using System.Text;
using System.Text.RegularExpressions;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Reports.Feedback;

/// <summary>How content a reader was: the public-service survey's four levels.</summary>
internal enum Satisfaction
{
    /// <summary>Very content.</summary>
    [Choice("Very satisfied", "Sangat Puas")] SangatPuas,

    /// <summary>Content.</summary>
    [Choice("Satisfied", "Puas")] Puas,

    /// <summary>Content enough.</summary>
    [Choice("Fairly satisfied", "Cukup Puas")] CukupPuas,

    /// <summary>Not content.</summary>
    [Choice("Not satisfied", "Tidak Puas")] TidakPuas,
}

/// <summary>
/// Keeps what readers thought of releases. No event: whoever has no token decides about nothing, and shall not fill the log. A comment
/// is anything that somebody types: it is screened, sealed, and read by planners and the walidata alone.
/// </summary>
internal sealed partial class FeedbackStore(NpgsqlDataSource database, Sealer sealer, IClock clock)
{
    private const string Table = "release_feedback";
    private const string Removed = "[…]";
    private const int Shown = 200;

    public static Table In(string schema)
    {
        var table = TenantTable.Named(schema, Table);
        table.AddColumn("release_id", "uuid").AsPrimaryKey();
        table.AddColumn("feedback_id", "uuid").AsPrimaryKey();
        table.AddColumn("rating", "varchar").NotNull();
        table.AddColumn("given_on", "date").NotNull();
        table.AddColumn("sealed_comment", "bytea");
        return table;
    }

    /// <summary>A comment without what looks like a number of a person, a card or a phone, or an address of mail.</summary>
    public static string Screen(string comment) => Mail().Replace(PersonalNumbers.Without(comment.Trim(), Removed), Removed);

    /// <summary>Keeps one reader's word.</summary>
    public async Task AddAsync(string tenant, Guid release, Satisfaction rating, string? comment, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"insert into {Table} (tenant_id, release_id, feedback_id, rating, given_on, sealed_comment) values ($1, $2, $3, $4, $5, $6)");
        // An id that leads to nobody; feedback is no event, and nothing is worked out from it.
        foreach (var value in (object[])[tenant, release, Guid.NewGuid(), Question.CodeOf(rating), clock.GetCurrentInstant().InUtc().Date]) command.Parameters.Add(new() { Value = value });
        var isSaid = !string.IsNullOrWhiteSpace(comment);
        command.Parameters.Add(new() { Value = isSaid ? sealer.Seal(Encoding.UTF8.GetBytes(Screen(comment!)), tenant) : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bytea });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>How many gave each level.</summary>
    public async Task<IReadOnlyDictionary<string, long>> CountsAsync(string tenant, Guid release, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"select rating, count(*) from {Table} where tenant_id = $1 and release_id = $2 group by 1");
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = release });
        var counts = Enum.GetValues<Satisfaction>().ToDictionary(s => Question.CodeOf(s), _ => 0L);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) counts[rows.GetString(0)] = rows.GetInt64(1);
        return counts;
    }

    /// <summary>The latest comments.</summary>
    public async Task<IReadOnlyList<CommentView>> CommentsAsync(string tenant, Guid release, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select rating, given_on, sealed_comment from {Table} where tenant_id = $1 and release_id = $2 and sealed_comment is not null order by given_on desc, feedback_id limit {Shown}
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = release });
        var comments = new List<CommentView>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
            comments.Add(new(rows.GetString(0), rows.GetFieldValue<LocalDate>(1), Encoding.UTF8.GetString(sealer.Open(rows.GetFieldValue<byte[]>(2), tenant))));
        return comments;
    }

    [GeneratedRegex(@"\S+@\S+")]
    private static partial Regex Mail();
}

/// <summary>A comment on a release.</summary>
/// <param name="Rating">The level given with it.</param>
/// <param name="GivenOn">The day.</param>
/// <param name="Comment">The comment, screened.</param>
internal sealed record CommentView(string Rating, LocalDate GivenOn, string Comment);
