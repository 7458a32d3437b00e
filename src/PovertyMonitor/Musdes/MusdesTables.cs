using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Musdes;

/// <summary>The tables of lists, written in the transaction of the events they follow from.</summary>
internal static class MusdesTables
{
    /// <summary>One row per list; its round is empty where it was drawn from the current figure.</summary>
    public const string Lists = "musdes_lists";

    /// <summary>One row per household of a list, those taken off it too, with the furthest stage it reached and what was decided last.</summary>
    public const string Lines = "musdes_lines";

    /// <summary>One row per objection.</summary>
    public const string Objections = "musdes_objections";

    /// <summary>Scans of signed minutes, sealed.</summary>
    public const string Scans = "musdes_scans";

    public static IEnumerable<Table> In(string schema)
    {
        var lists = Of(schema, Lists, ["list_id uuid"], ["village varchar", "round varchar", "number integer", "measure varchar", "state varchar", "drawn_on date"]);
        lists.AddColumn("decree", "varchar");
        lists.Indexes.Add(new IndexDefinition("musdes_lists_by_village") { Columns = ["tenant_id", "village", "round"] });
        var lines = Of(schema, Lines, ["list_id uuid", "line integer"], ["household_id uuid", "village varchar", "round varchar", "stage varchar", "submission_id uuid"]);
        foreach (var column in (string[])["decision varchar", "reason varchar", "revisit_since date", "rt varchar", "rw varchar", "dasa_wisma varchar"])
            lines.AddColumn(column.Split(' ')[0], column.Split(' ')[1]);
        lines.Indexes.Add(new IndexDefinition("musdes_lines_by_household") { Columns = ["tenant_id", "household_id"] });
        lines.Indexes.Add(new IndexDefinition("musdes_lines_to_revisit") { Columns = ["tenant_id", "village"], Predicate = "revisit_since is not null" });
        var objections = Of(schema, Objections, ["list_id uuid", "objection_id uuid"], ["household_id uuid", "village varchar", "ground varchar", "state varchar", "lodged_on date"]);
        objections.AddColumn("line", "integer");
        objections.AddColumn("answer_by", "date");
        objections.Indexes.Add(new IndexDefinition("musdes_objections_by_household") { Columns = ["tenant_id", "household_id"] });
        var scans = Of(schema, Scans, ["list_id uuid", "sha256 varchar"], ["media_type varchar", "sealed bytea"]);
        return [lists, lines, objections, scans];
    }

    /// <summary>Writes lists as they are now.</summary>
    public static async Task WriteAsync(
        NpgsqlTransaction transaction, string tenant, IReadOnlyList<MusdesList> lists, CancellationToken ct, NpgsqlBatchCommand? also = null)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        if (also is not null) batch.BatchCommands.Add(also);
        foreach (var list in lists)
        {
            batch.BatchCommands.Add(WriteList(tenant, list, list.Drawn!));
            batch.BatchCommands.Add(WriteLines(tenant, list, list.Drawn!));
            if (!list.Objections.IsEmpty) batch.BatchCommands.Add(WriteObjections(tenant, list, list.Drawn!));
        }
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlBatchCommand WriteList(string tenant, MusdesList list, ListDrawn drawn) => new($"""
        insert into {Lists} (tenant_id, list_id, village, round, number, measure, state, drawn_on, decree) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (tenant_id, list_id) do update set state = excluded.state, decree = excluded.decree
        """)
    {
        Parameters =
        {
            new() { Value = tenant }, new() { Value = drawn.ListId }, new() { Value = drawn.Village }, new() { Value = drawn.Round ?? "" },
            new() { Value = drawn.Number }, new() { Value = drawn.Measure }, new() { Value = Question.CodeOf(list.State) }, new() { Value = drawn.DrawnOn },
            new() { Value = (object?)list.Decree?.Decree ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Varchar },
        },
    };

    private static NpgsqlBatchCommand WriteLines(string tenant, MusdesList list, ListDrawn drawn)
    {
        Line[] lines = [.. list.Lines.Values];
        return new($"""
            insert into {Lines} (tenant_id, list_id, village, round, line, household_id, submission_id, stage, decision, reason, revisit_since, rt, rw, dasa_wisma)
            select $1, $2, $3, $4, l.* from unnest($5::integer[], $6::uuid[], $7::uuid[], $8::varchar[], $9::varchar[], $10::varchar[], $11::date[], $12::varchar[], $13::varchar[], $14::varchar[]) as l
            on conflict (tenant_id, list_id, line) do update set
                stage = excluded.stage, decision = excluded.decision, reason = excluded.reason, revisit_since = excluded.revisit_since
            """)
        {
            Parameters =
            {
                new() { Value = tenant }, new() { Value = drawn.ListId }, new() { Value = drawn.Village }, new() { Value = drawn.Round ?? "" },
                Columns.Of(lines.Select(l => l.Entry.Number), NpgsqlDbType.Integer), Columns.Of(lines.Select(l => l.Entry.Household), NpgsqlDbType.Uuid),
                Columns.Of(lines.Select(l => l.Entry.Submission), NpgsqlDbType.Uuid), Columns.Texts(lines.Select(l => Question.CodeOf(list.StageOf(l)))),
                Columns.Texts(lines.Select(l => l.Decision is { } d ? Question.CodeOf(d) : null)), Columns.Texts(lines.Select(l => l.Reason is { } r ? Question.CodeOf(r) : null)),
                Columns.Of(lines.Select(l => list.State == ListState.Withdrawn ? null : l.RevisitSince), NpgsqlDbType.Date),
                Columns.Texts(lines.Select(l => l.Entry.Rt)), Columns.Texts(lines.Select(l => l.Entry.Rw)), Columns.Texts(lines.Select(l => l.Entry.DasaWisma)),
            },
        };
    }

    private static NpgsqlBatchCommand WriteObjections(string tenant, MusdesList list, ListDrawn drawn) => new($"""
        insert into {Objections} (tenant_id, list_id, village, objection_id, household_id, line, ground, state, lodged_on, answer_by)
        select $1, $2, $3, o.* from unnest($4::uuid[], $5::uuid[], $6::integer[], $7::varchar[], $8::varchar[], $9::date[], $10::date[]) as o
        on conflict (tenant_id, list_id, objection_id) do update set state = excluded.state
        """)
    {
        Parameters =
        {
            new() { Value = tenant }, new() { Value = drawn.ListId }, new() { Value = drawn.Village },
            Columns.Of(list.Objections.Select(o => o.Id), NpgsqlDbType.Uuid), Columns.Of(list.Objections.Select(o => o.Lodged.Household), NpgsqlDbType.Uuid),
            Columns.Of(list.Objections.Select(o => o.Lodged.Line), NpgsqlDbType.Integer), Columns.Texts(list.Objections.Select(o => Question.CodeOf(o.Lodged.Ground))),
            Columns.Texts(list.Objections.Select(o => Question.CodeOf(o.State))), Columns.Of(list.Objections.Select(o => o.Lodged.LodgedOn), NpgsqlDbType.Date),
            Columns.Of(list.Objections.Select(o => o.Lodged.AnswerBy), NpgsqlDbType.Date),
        },
    };

    private static Table Of(string schema, string name, string[] keys, string[] columns)
    {
        var table = TenantTable.Named(schema, name);
        foreach (var key in keys) table.AddColumn(key.Split(' ')[0], key.Split(' ')[1]).AsPrimaryKey();
        foreach (var column in columns) table.AddColumn(column.Split(' ')[0], column.Split(' ')[1]).NotNull();
        return table;
    }
}
