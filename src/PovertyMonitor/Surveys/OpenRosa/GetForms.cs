using System.Xml.Linq;
using PovertyMonitor.Access;
using PovertyMonitor.Access.Devices;
using PovertyMonitor.Surveys.OpenRosa.Lists;
using PovertyMonitor.Surveys.OpenRosa.Publishing;

namespace PovertyMonitor.Surveys.OpenRosa;

/// <summary>The calls with which a phone gets its forms: the list, a form, what belongs to it, and those files.</summary>
internal static class GetForms
{
    private static readonly XNamespace FormsList = "http://openrosa.org/xforms/xformsList";
    private static readonly XNamespace Manifest = "http://openrosa.org/xforms/xformsManifest";

    public static void Map(IEndpointRouteBuilder project)
    {
        project.MapGet("/formList", ListAsync).AddEndpointFilter(OpenRosaProject.VersionStatedAsync)
            .WithName("OpenRosaFormList").WithSummary("The forms of the open rounds, as OpenRosa clients read them.").Produces(StatusCodes.Status200OK, contentType: "text/xml");
        project.MapGet("/forms/{formId}.xml", FormAsync)
            .WithName("OpenRosaForm").WithSummary("A form in the version that is in use (XForm).").Produces(StatusCodes.Status200OK, contentType: "text/xml");
        project.MapGet("/forms/{formId}/versions/{version}.xml", VersionAsync)
            .WithName("OpenRosaFormVersion").WithSummary("A form in any version that was ever published (XForm).").Produces(StatusCodes.Status200OK, contentType: "text/xml");
        project.MapGet("/forms/{formId}/manifest", ManifestAsync).AddEndpointFilter(OpenRosaProject.VersionStatedAsync)
            .WithName("OpenRosaManifest").WithSummary("The files that belong to a form.").Produces(StatusCodes.Status200OK, contentType: "text/xml");
        project.MapGet("/forms/{formId}/attachments/{file}", FileAsync)
            .WithName("OpenRosaFormFile").WithSummary("A file of a form: the caller's villages, households or members (CSV).").Produces(StatusCodes.Status200OK, contentType: "text/csv");
    }

    private static async Task<IResult> ListAsync(HttpContext http, string? formID, Caller caller, PublishedForms forms, PublicAddress address, CancellationToken ct)
    {
        var root = OpenRosaProject.AddressOf(http, address);
        var open = await forms.OpenAsync(caller.Regency!, ct);
        return OpenRosaAnswers.Xml(new XElement(FormsList + "xforms", open.Where(form => formID is null || form.Id == formID).Select(form => new XElement(FormsList + "xform",
            new XElement(FormsList + "formID", form.Id),
            new XElement(FormsList + "name", form.Title),
            new XElement(FormsList + "version", form.Version),
            new XElement(FormsList + "hash", OpenRosaAnswers.HashOf(form.Xml)),
            new XElement(FormsList + "downloadUrl", $"{root}/forms/{Uri.EscapeDataString(form.Id)}.xml"),
            new XElement(FormsList + "manifestUrl", $"{root}/forms/{Uri.EscapeDataString(form.Id)}/manifest")))));
    }

    private static async Task<IResult> FormAsync(string formId, Caller caller, PublishedForms forms, CancellationToken ct) =>
        await forms.FindAsync(caller.Regency!, formId, ct) is { } form ? Results.Text(form.Xml, "text/xml", System.Text.Encoding.UTF8) : OpenRosaProblems.UnknownForm.Result(("form", formId));

    private static async Task<IResult> VersionAsync(string formId, string version, Caller caller, PublishedForms forms, CancellationToken ct) =>
        await forms.XmlAsync(caller.Regency!, formId, version, ct) is { } xml ? Results.Text(xml, "text/xml", System.Text.Encoding.UTF8)
        : OpenRosaProblems.UnknownVersion.Result(("form", formId), ("version", version));

    private static async Task<IResult> ManifestAsync(HttpContext http, string formId, Caller caller, PublishedForms forms, PhoneLists lists, PublicAddress address, CancellationToken ct)
    {
        if (await forms.FindAsync(caller.Regency!, formId, ct) is null) return OpenRosaProblems.UnknownForm.Result(("form", formId));
        var root = $"{OpenRosaProject.AddressOf(http, address)}/forms/{Uri.EscapeDataString(formId)}/attachments";
        var files = new List<XElement>();
        foreach (var name in PhoneLists.Names)
            files.Add(new XElement(Manifest + "mediaFile",
                new XElement(Manifest + "filename", name),
                new XElement(Manifest + "hash", OpenRosaAnswers.HashOf((await lists.CsvAsync(caller, name, ct))!)),
                new XElement(Manifest + "downloadUrl", $"{root}/{name}")));
        return OpenRosaAnswers.Xml(new XElement(Manifest + "manifest", files));
    }

    private static async Task<IResult> FileAsync(string formId, string file, Caller caller, PublishedForms forms, PhoneLists lists, CancellationToken ct)
    {
        if (await forms.FindAsync(caller.Regency!, formId, ct) is null) return OpenRosaProblems.UnknownForm.Result(("form", formId));
        return await lists.CsvAsync(caller, file, ct) is { } csv ? Results.Text(csv, "text/csv", System.Text.Encoding.UTF8) : OpenRosaProblems.UnknownFile.Result(("file", file));
    }
}
