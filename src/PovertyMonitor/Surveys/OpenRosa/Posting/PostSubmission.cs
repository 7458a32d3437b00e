using Microsoft.AspNetCore.Mvc;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Platform.Requests;
using PovertyMonitor.Regions;
using PovertyMonitor.Surveys.Kept;
using PovertyMonitor.Surveys.OpenRosa.Forms;
using PovertyMonitor.Surveys.OpenRosa.Publishing;
using PovertyMonitor.Surveys.OpenRosa.Reading;

namespace PovertyMonitor.Surveys.OpenRosa.Posting;

/// <summary>POST …/submission: takes a filled form and its files, and HEAD …/submission: says how large a body may be.</summary>
internal static class PostSubmission
{
    private const int RetryAfterSeconds = 10;
    private static readonly Duration Tolerance = Duration.FromDays(1);

    public static void Map(IEndpointRouteBuilder project)
    {
        var submission = project.MapGroup("/submission").AddEndpointFilter(OpenRosaProject.VersionStatedAsync);
        submission.MapMethods("", [HttpMethods.Get, HttpMethods.Head], () => Results.NoContent())
            .WithName("OpenRosaSubmissionHead").WithSummary("Says in its headers how large a body may be.").Produces(StatusCodes.Status204NoContent);
        submission.MapPost("", HandleAsync)
            .WithMetadata(new RequestSizeLimitAttribute(OpenRosaAnswers.MostBytes))
            .RequireRateLimiting(BusyLimit.Policy)
            .WithName("OpenRosaSubmission")
            .WithSummary("Takes a filled form and its files (multipart); files may come over several posts. Sending the same again is harmless.")
            .Produces(StatusCodes.Status201Created, contentType: "text/xml");
    }

    private static async Task<IResult> HandleAsync(
        HttpContext http, Caller caller, UploadBudget budget, PublishedForms forms, Intake intake, KeptSubmissions kept, ContentHash hash, IRegister registers, IClock clock, CancellationToken ct)
    {
        using var share = budget.Take(http.Request.ContentLength);
        if (share is null) return new ProblemResult(PlatformProblems.Busy, [], []) { RetryAfterSeconds = RetryAfterSeconds };
        var (form, fault) = await MultipartForm.ReadAsync(http.Request, ct);
        if (form is null) return fault!;
        if (SubmissionXml.Read(form.Xml) is not { } xml) return OpenRosaProblems.NotASubmission.Result();
        var tenant = caller.Regency!;
        if (HouseholdForm.RoundOf(xml.FormId) is null) return OpenRosaProblems.UnknownForm.Result(("form", xml.FormId));
        if (await forms.DefinitionAsync(tenant, xml.FormId, xml.Version, ct) is not { } definition)
            return await forms.FindAsync(tenant, xml.FormId, ct) is null
                ? OpenRosaProblems.UnknownForm.Result(("form", xml.FormId))
                : OpenRosaProblems.UnknownVersion.Result(("form", xml.FormId), ("version", xml.Version));
        var check = new SubmissionCheck(await registers.OfAsync(tenant, ct), caller, clock.GetCurrentInstant() + Tolerance);
        var arrival = OpenRosaArrival.Of(form.Xml, xml, definition, check, DeviceName.Of(http), hash.Of(form.Xml.Span));
        var received = (await intake.TakeAsync(tenant, [arrival], ct))[0];
        if (received.Reception == Reception.OtherForm)
        {
            arrival = arrival.Under(SubmissionIds.InForm(xml.FormId, arrival.SubmissionId));
            received = (await intake.TakeAsync(tenant, [arrival], ct))[0];
        }
        // Which files a broken document names can't be told: then all of them are its own.
        foreach (var file in form.Files.Where(file => xml.Root is null || arrival.Attachments.Contains(file.Name)))
            await kept.KeepAsync(tenant, arrival.SubmissionId, file.Name, file.MediaType, file.Bytes, ct);
        if (received.Reception == Reception.Conflict) return OpenRosaProblems.OtherContent.Result(("submission", arrival.SubmissionId));
        return OpenRosaAnswers.Xml(OpenRosaAnswers.Message("full submission upload was successful!", nature: ""), StatusCodes.Status201Created);
    }
}
