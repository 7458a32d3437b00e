using System.Text.Json;
using NodaTime;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Reports.Tables;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Reports;

/// <summary>A report that is asked for, with everything settled that would change with time: the same request is the same bytes.</summary>
/// <param name="Kind">The report's kind.</param>
/// <param name="Area">The area it covers.</param>
/// <param name="Measure">The measure revision.</param>
/// <param name="Round">The round; absent for current figures.</param>
/// <param name="By">What its rows are of, where the kind leaves a choice.</param>
/// <param name="From">The first month of a trend.</param>
/// <param name="To">The last month of a trend.</param>
/// <param name="KnownAt">The last event that counts.</param>
/// <param name="Format">The format's name.</param>
/// <param name="Language">The language's tag.</param>
/// <param name="Threshold">The fewest households of a cell that its reader may see; absent where the reader may see all.</param>
/// <param name="Plan">The action plan's code, where it is about one.</param>
internal sealed record ReportRequest(
    string Kind, string Area, string Measure, string? Round, string? By, string? From, string? To, long KnownAt, string Format, string Language, int? Threshold, string? Plan = null)
{
    private static readonly Guid Space = new("6a0f0c57-3f53-4b64-8f6e-2f3d94a3b7c1");
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Its id: the same for the same request.</summary>
    public Guid IdIn(string tenant) => NameBasedGuid.Create(Space, $"{tenant}/{Write()}");

    /// <summary>As text.</summary>
    public string Write() => JsonSerializer.Serialize(this, Json);

    /// <summary>From text.</summary>
    public static ReportRequest Read(string text) => JsonSerializer.Deserialize<ReportRequest>(text, Json)!;

    /// <summary>The name of its file.</summary>
    public string FileName => $"{Kind}-{Area}{(Round is null ? "" : $"-{Round}")}{(Plan is null ? "" : $"-plan-{Plan}")}-{KnownAt}.{Format}";

    /// <summary>The language.</summary>
    public Language In => Platform.Problems.Language.All.First(l => l.Tag == Language);
}

/// <summary>A request with what it names at hand.</summary>
/// <param name="Tenant">The regency.</param>
/// <param name="Request">The request.</param>
/// <param name="Area">The area it covers.</param>
/// <param name="Register">The register.</param>
/// <param name="Figures">The question about figures, as known then.</param>
/// <param name="RecordedAt">When the last event that counts was recorded.</param>
internal sealed record ReportQuestion(string Tenant, ReportRequest Request, Area Area, Register Register, FigureQuestion Figures, Instant RecordedAt)
{
    /// <summary>The areas of a level in the area covered.</summary>
    public IEnumerable<Area> AreasAt(AreaLevel level) => level switch
    {
        AreaLevel.Village => Register.VillagesIn(Area.Code),
        AreaLevel.District => Register.Districts.Where(d => Area.Code.Contains(d.Code)),
        _ => [Area],
    };

    /// <summary>The area covered, and the districts in it where it is a regency, or else the villages in it.</summary>
    public IEnumerable<Area> AreaAndParts => Area.Code.Level == AreaLevel.Village ? [Area]
        : AreasAt(Area.Code.Level == AreaLevel.Regency ? AreaLevel.District : AreaLevel.Village).Prepend(Area);

    /// <summary>What the report is about.</summary>
    public ReportHead Head(Text title, bool isOfMeasure, params IReadOnlyList<Text> rules)
    {
        var measure = Figures.Measure;
        return new(Request.Kind, title, Request.Area, Area.Name,
            isOfMeasure ? new(measure.Id, new(measure.Definition.Name.Id, measure.Definition.Name.En), measure.Cutoff.ToString(), measure.Definition.Source) : null,
            Request.Round, Request.KnownAt, RecordedAt, Request.Threshold, rules);
    }
}
