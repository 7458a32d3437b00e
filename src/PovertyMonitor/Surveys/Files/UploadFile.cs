using Microsoft.AspNetCore.Mvc;
using NodaTime;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Platform;
using PovertyMonitor.Surveys.Rounds;

namespace PovertyMonitor.Surveys.Files;

/// <summary>POST /api/files: takes a census file, sealed as it comes, and has it checked; nothing is imported.</summary>
internal static class UploadFile
{
    private const long MostBytes = 1L << 30;
    private static readonly Guid Space = new("2d7c4f0e-0a53-4c0e-9d0a-9a5b7e1f6c2d");

    public static void Map(IEndpointRouteBuilder api) => api
        .MapPost("/files", HandleAsync)
        .AllowRoles(Role.Operator, Role.Planner)
        .WithMetadata(new RequestSizeLimitAttribute(MostBytes))
        .WithName("UploadFile")
        .WithSummary("Takes a census file (CSV or XLSX as the body, up to 1 GiB) of a round and checks it: a dry run. The same file sent again is the same file.")
        .Produces<FileView>(StatusCodes.Status202Accepted)
        .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(
        HttpContext http, string? round, Caller caller, NpgsqlDataSource database, SealedFiles files, FileJobs jobs, RoundRegister rounds,
        FileWorker worker, IClock clock, CancellationToken ct)
    {
        var tenant = caller.Regency!;
        if (round is null || !SubmissionReader.RoundCode().IsMatch(round) || (await rounds.ReasonsAsync(tenant, ct))(round) is not null) return FileRequestProblems.NoRound.Result();
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var content = await NewIdAsync(connection, ct);
        var (size, hash) = await files.WriteAsync(connection, tenant, content, http.Request.Body, ct);
        if (size == 0) return FileRequestProblems.Empty.Result();
        var id = NameBasedGuid.Create(Space, $"{tenant}/{round}/{Convert.ToHexString(hash)}");
        var job = new CensusJob(tenant, id, content, round, size, caller, FileState.Checking, 0, new(), clock.GetCurrentInstant().ToDateTimeOffset());
        if (await jobs.ReceiveAsync(connection, job, ct)) await transaction.CommitAsync(ct);
        else await transaction.RollbackAsync(ct);
        worker.Wake();
        return Results.Accepted($"/api/files/{id}", FileView.Of(await jobs.FindAsync(tenant, id, ct) ?? job));
    }

    private static async Task<Guid> NewIdAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand("select gen_random_uuid()", connection);
        return (Guid)(await command.ExecuteScalarAsync(ct))!;
    }
}
