using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;
using PovertyMonitor.Access;
using PovertyMonitor.Assistance.Programmes;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys.Files.Format;

namespace PovertyMonitor.Assistance.RegisterFiles;

/// <summary>POST /api/register-files: a file of the national register is matched to households by the keyed hash of the NIK; no NIK is kept.</summary>
internal static class UploadRegisterFile
{
    private const long MostBytes = 512L << 20;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/register-files", UploadAsync)
            .AllowRoles(Role.Dinsos)
            .WithMetadata(new RequestSizeLimitAttribute(MostBytes))
            .WithName("UploadRegisterFile")
            .WithSummary("Takes a file of the national register (DTSEN, SIKS-NG; CSV or XLSX as the body) with the columns NIK, No KK (optional), Desil and Program, and matches its rows to households; asOf is the data's date, today where it is left out; the answer says which. The same file again is the same file. Only keyed hashes of the numbers are kept.")
            .Produces<RegisterFileView>(StatusCodes.Status201Created)
            .Produces<RegisterFileView>()
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapPost("/register-files/{id:guid}/rematch", RematchAsync)
            .AllowRoles(Role.Dinsos)
            .WithName("RematchRegisterFile")
            .WithSummary("Matches a register file anew: households are met later than the file, and people move.")
            .Produces<RegisterFile>()
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> UploadAsync(
        string? asOf, HttpContext http, Caller caller, Language language, ProgrammeReader programmes, RegisterFileStore files, IClock clock, CancellationToken ct)
    {
        var today = AssistanceCodes.DayOf(clock.GetCurrentInstant());
        if (DayOf(asOf, today) is not { } day || day > today) return RegisterProblems.InvalidAsOf.Result();
        // The readers of spreadsheets read as they go, not ahead.
        http.Features.Get<IHttpBodyControlFeature>()?.AllowSynchronousIO = true;
        var known = await programmes.ListAsync(caller.Regency!, ct);
        try
        {
            return await RegisterBody.ReadAsync(http.Request.Body, async rows =>
            {
                var reader = new RegisterReader(rows, known);
                if (await files.TakeAsync(caller, day, reader, ct) is not var (file, isNew)) return (IResult)RegisterProblems.NothingTaken.Result(reader.Findings, ("refused", reader.Refused));
                var view = RegisterFileView.Of(file, reader, language);
                return isNew ? Results.Created($"/api/register-files/{file.FileId}", view) : Results.Ok(view);
            }, ct);
        }
        catch (UnreadableFileException e)
        {
            return e.Problem.Problem.Result(
                [e.Problem.Problem.At($"rows[{e.Problem.Row}]", [.. e.Problem.Values.Select(v => (v.Name, (object?)v.Value))])],
                [.. e.Problem.Values.Select(v => (v.Name, (object?)v.Value))]);
        }
    }

    private static async Task<IResult> RematchAsync(Guid id, Caller caller, RegisterFileStore files, CancellationToken ct) =>
        await files.RematchAsync(caller, id, ct) is { } file ? Results.Ok(file) : RegisterProblems.UnknownFile.Result(("file", id));

    private static LocalDate? DayOf(string? asOf, LocalDate today) =>
        asOf is null ? today : LocalDatePattern.Iso.Parse(asOf) is { Success: true, Value: var day } && day.Year >= 2000 ? day : null;
}

/// <summary>A register file as it was taken.</summary>
/// <param name="FileId">Its id, which follows from what is in it.</param>
/// <param name="AsOf">The day its data are of.</param>
/// <param name="Rows">Rows that were taken.</param>
/// <param name="Matched">Of them, those that are of one household here.</param>
/// <param name="Ambiguous">Of them, those that several households here could be meant by.</param>
/// <param name="Unmatched">Of them, those that nobody here is meant by.</param>
/// <param name="Refused">Rows that were not taken.</param>
/// <param name="Warnings">Values left out of rows that were taken.</param>
/// <param name="Findings">What is wrong, by row and column, up to 100.</param>
internal sealed record RegisterFileView(
    Guid FileId, LocalDate AsOf, int Rows, int Matched, int Ambiguous, int Unmatched, int Refused, int Warnings, IReadOnlyList<FieldErrorBody> Findings)
{
    public static RegisterFileView Of(RegisterFile file, RegisterReader reader, Language language) => new(
        file.FileId, file.AsOf, file.Rows, file.Matched, file.Ambiguous, file.Unmatched, reader.Refused, reader.Warnings, [.. reader.Findings.Select(f => f.In(language))]);
}
