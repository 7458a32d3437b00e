using System.Text;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys.Files.Format;
using PovertyMonitor.Surveys.Files.Format.Xlsx;

namespace PovertyMonitor.Surveys.Files;

/// <summary>GET /api/files/template.csv and .xlsx: an empty census file to fill, in the caller's language.</summary>
internal static class GetTemplate
{
    private const string XlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/files/template.csv", (Language language) => Results.File(Encoding.UTF8.GetBytes(CsvTemplate.Of(language)), "text/csv; charset=utf-8", "sensus.csv"))
            .AllowRoles(Role.Operator, Role.Planner, Role.Enumerator)
            .WithName("GetCsvTemplate")
            .WithSummary("The header of a census file, with the separator that spreadsheets of the language expect.")
            .Produces(StatusCodes.Status200OK, contentType: "text/csv");
        api.MapGet("/files/template.xlsx", (Language language) =>
            {
                var file = new MemoryStream();
                XlsxTemplate.Write(file, language);
                file.Position = 0;
                return Results.File(file, XlsxType, "sensus.xlsx");
            })
            .AllowRoles(Role.Operator, Role.Planner, Role.Enumerator)
            .WithName("GetXlsxTemplate")
            .WithSummary("A workbook to fill, with drop-down lists and a guide to every column in both languages.")
            .Produces(StatusCodes.Status200OK, contentType: XlsxType);
    }
}
