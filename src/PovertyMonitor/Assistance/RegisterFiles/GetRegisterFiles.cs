using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Access;

namespace PovertyMonitor.Assistance.RegisterFiles;

/// <summary>GET /api/register-files, one of them, and its entries by state.</summary>
internal static class GetRegisterFiles
{
    private const int PageSize = 200;
    private static readonly string[] States = ["matched", "ambiguous", "unmatched"];

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/register-files", async (Caller caller, RegisterFileStore files, CancellationToken ct) => Results.Ok(await files.ListAsync(caller.Regency!, null, ct)))
            .AllowRoles(Role.Dinsos, Role.Planner)
            .WithName("ListRegisterFiles")
            .WithSummary("The files of the national register with their counts, that of the latest data first.")
            .Produces<IReadOnlyList<RegisterFile>>();
        api.MapGet("/register-files/{id:guid}", async (Guid id, Caller caller, RegisterFileStore files, CancellationToken ct) =>
                (await files.ListAsync(caller.Regency!, id, ct)).SingleOrDefault() is { } file ? Results.Ok(file) : RegisterProblems.UnknownFile.Result(("file", id)))
            .AllowRoles(Role.Dinsos, Role.Planner)
            .WithName("GetRegisterFile")
            .WithSummary("A file of the national register with its counts.")
            .Produces<RegisterFile>()
            .ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/register-files/{id:guid}/entries", EntriesAsync)
            .AllowRoles(Role.Dinsos)
            .WithName("ListRegisterEntries")
            .WithSummary("The rows of a register file by state (matched, ambiguous, unmatched), 200 at a time; after = the last one's row. The row number finds a row in the sender's own file; no number of a person is kept here. An ambiguous row names the households it may be of.")
            .Produces<RegisterEntries>()
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> EntriesAsync(
        Guid id, string? state, int? after, Caller caller, RegisterFileStore files, NpgsqlDataSource database, CancellationToken ct)
    {
        if (state is not null && !States.Contains(state)) return RegisterProblems.UnknownState.Result(("state", state), ("known", string.Join(", ", States)));
        if ((await files.ListAsync(caller.Regency!, id, ct)).Count == 0) return RegisterProblems.UnknownFile.Result(("file", id));
        await using var command = database.CreateCommand($"""
            select row_number, household_id, state, decile, programmes, case when state = 'ambiguous' then {RegisterMatching.HouseholdsOf("e.keyed_hash")} end
            from {RegisterFileTables.Entries} e
            where tenant_id = $1 and file_id = $2 and row_number > $3 and ($4::text is null or state = $4) order by row_number limit $5
            """);
        command.Parameters.Add(new() { Value = caller.Regency! });
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = after ?? 0 });
        command.Parameters.Add(new() { Value = (object?)state ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = PageSize + 1 });
        var entries = new List<RegisterEntry>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
            entries.Add(new(row.GetInt32(0), row.IsDBNull(1) ? null : row.GetGuid(1), row.GetString(2), row.IsDBNull(3) ? null : row.GetInt16(3), row.GetFieldValue<string[]>(4))
            {
                Candidates = row.IsDBNull(5) ? null : row.GetFieldValue<Guid[]>(5),
            });
        return Results.Ok(new RegisterEntries([.. entries.Take(PageSize)], entries.Count > PageSize ? entries[PageSize - 1].Row : null));
    }
}

/// <summary>Rows of a register file.</summary>
/// <param name="Entries">The rows.</param>
/// <param name="Next">What to give as <c>after</c> for the next ones; absent at the end.</param>
internal sealed record RegisterEntries(IReadOnlyList<RegisterEntry> Entries, int? Next);

/// <summary>A row of a register file.</summary>
/// <param name="Row">The row in the sender's file, from 1.</param>
/// <param name="HouseholdId">The household, where it is of one.</param>
/// <param name="State"><c>matched</c>, <c>ambiguous</c> or <c>unmatched</c>.</param>
/// <param name="Decile">The decile, 1 (poorest) to 10.</param>
/// <param name="Programmes">The programmes' codes, or <c>other</c> for one that the regency's register lacks.</param>
internal sealed record RegisterEntry(int Row, Guid? HouseholdId, string State, int? Decile, IReadOnlyList<string> Programmes)
{
    /// <summary>Of an ambiguous row the living households with a member of its NIK, as they are now: one of them is meant, once their numbers are put right.</summary>
    public IReadOnlyList<Guid>? Candidates { get; init; }
}
