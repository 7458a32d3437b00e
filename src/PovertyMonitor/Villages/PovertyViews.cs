using Npgsql;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Villages;

/// <summary>Names the projection's live tables for planners' own SQL, with every column explained; what stands behind a name may get another version.</summary>
internal sealed class PovertyViews(NpgsqlDataSource database) : ISeed
{
    private static readonly Dictionary<string, string> Columns = new(StringComparer.Ordinal)
    {
        ["tenant_id"] = "The regency's Kemendagri code.",
        ["measure"] = "The measure revision, code@revision.",
        ["adopted_at_sequence"] = "The event by which it was adopted.",
        ["effective_from"] = "The day from which it is in force.",
        ["definition"] = "The measure's document; the order of its indicators is the order of the bits, the first is 1.",
        ["household"] = "The household's id.",
        ["valid_from"] = "Since when it was so: an interview, a move or another change.",
        ["valid_to"] = "Until when, exclusive; null while it lasts. Equal to valid_from: only its round counts it.",
        ["known_from"] = "The event since which the system held it.",
        ["known_to"] = "The event since which it no longer does; null while it does. What is known now: known_to is null.",
        ["counts_in_round"] = "Whether its round counts the household by this row.",
        ["submission"] = "The interview it rests on.",
        ["round"] = "The survey round.",
        ["village"] = "The village's Kemendagri code.",
        ["rt"] = "The neighbourhood (RT).",
        ["rw"] = "The hamlet (RW).",
        ["dasa_wisma"] = "The Dasa Wisma group.",
        ["deprived"] = "Bits of the indicators the household is deprived in.",
        ["missing"] = "Bits of the indicators that are unknown.",
        ["flags"] = "Kinds of household: 1 headed by a woman, 2 with somebody under 18, 4 with somebody of 60 or older, 8 with a person with disability.",
        ["scope"] = "A round's code; empty for the present.",
        ["households"] = "Households.",
        ["persons"] = "Usual residents.",
        ["female"] = "Of them, women and girls.",
        ["male"] = "Of them, men and boys; who is of unknown sex is neither.",
        ["under_five"] = "Of them, under 5.",
        ["children"] = "Of them, under 18, those under 5 too.",
        ["adults"] = "Of them, 18 to 59; who is of unknown age is in no band.",
        ["women"] = "Of them, women of 18 and older.",
        ["men"] = "Of them, men of 18 and older.",
        ["elderly"] = "Of them, 60 and older.",
        ["disabled"] = "Of them, with a disability by the Washington Group short set.",
        ["outcome"] = "How the household's last visit of the round ended.",
        ["sequence"] = "An event's number in the regency's log.",
        ["recorded_at"] = "When that event was recorded.",
        ["filled"] = "Households for which the measure has been worked out, of those known when it was adopted.",
        ["filled_up_to"] = "The last of them, by id.",
        ["ready"] = "Whether all of them are; before, the measure has no figures.",
        ["event_id"] = "The event's id.",
        ["event_type"] = "Its kind.",
        ["reason"] = "Why it could not be taken into account.",
    };

    /// <summary>The views, by the table of this version behind each.</summary>
    public static IReadOnlyDictionary<string, string> Names { get; } = PovertyTables.All.ToDictionary(PovertyTables.OwnOf);

    /// <inheritdoc/>
    public int Order => 90;

    /// <inheritdoc/>
    public async Task SeedAsync(string tenant, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        // While an older version is still the live one, a table that it did not have is there and empty. What lacks columns nobody can read any more.
        if (await LiveVersion.ReadAsync(connection, ct) is null or PovertyTables.Version || await LacksColumnsAsync(connection, ct)) await NameAsync(connection, [.. Names], "", ct);
        else await NameAsync(connection, [.. (await MissingAsync(connection, ct)).Select(view => KeyValuePair.Create(PovertyTables.OwnOf(view), view))], "where false", ct);
    }

    /// <summary>Makes every name one of this version's tables, in the caller's transaction if there is one.</summary>
    public static Task SwitchAsync(NpgsqlConnection connection, CancellationToken ct) => NameAsync(connection, [.. Names], "", ct);

    private static async Task NameAsync(NpgsqlConnection connection, IReadOnlyList<KeyValuePair<string, string>> names, string where, CancellationToken ct)
    {
        foreach (var (table, view) in names)
        {
            // A view that is there keeps its columns where they are, and so who may read it; what is new comes after them.
            var (known, columns) = (await ColumnsAsync(connection, view, ct), await ColumnsAsync(connection, table, ct));
            columns = [.. known.Where(columns.Contains), .. columns.Except(known).Order(StringComparer.Ordinal)];
            var notes = string.Concat(columns.Select(c => $"comment on column {view}.{c} is '{Columns[c].Replace("'", "''", StringComparison.Ordinal)}';\n"));
            await using var command = new NpgsqlCommand($"create or replace view {view} as select {string.Join(", ", columns)} from {table} {where};\n{notes}", connection);
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private static async Task<bool> LacksColumnsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        foreach (var (table, view) in Names)
            if (await ColumnsAsync(connection, view, ct) is { Count: > 0 } known && (await ColumnsAsync(connection, table, ct)).Except(known).Any()) return true;
        return false;
    }

    private static async Task<List<string>> MissingAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select name from unnest($1) as name where to_regclass(name) is null", connection)
        {
            Parameters = { new() { Value = PovertyTables.All.ToArray() } },
        };
        var missing = new List<string>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) missing.Add(rows.GetString(0));
        return missing;
    }

    private static async Task<List<string>> ColumnsAsync(NpgsqlConnection connection, string table, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select attname from pg_attribute where attrelid = to_regclass($1) and attnum > 0 and not attisdropped order by attnum", connection)
        {
            Parameters = { new() { Value = table } },
        };
        var columns = new List<string>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) columns.Add(rows.GetString(0));
        return columns;
    }
}
