using System.Text.Json;
using NodaTime;
using PovertyMonitor.Access;
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

/// <summary>The time that a report is asked for.</summary>
/// <param name="Parameter">The parameter that names it; <see langword="null"/> where none does.</param>
/// <param name="Value">What that says.</param>
/// <param name="Day">The day in the regency.</param>
/// <param name="Sequence">The last event that counts; 0 before the first.</param>
internal sealed record ReportTime(string? Parameter, string? Value, LocalDate Day, long Sequence)
{
    /// <summary>The parameter for a day.</summary>
    public const string KnownOn = "knownOn";

    /// <summary>The parameter for an event.</summary>
    public const string KnownAt = "knownAt";
}

/// <summary>A kind of report.</summary>
internal interface IReportKind
{
    /// <summary>Its name in addresses.</summary>
    string Name { get; }

    /// <summary>Its title.</summary>
    Text Title { get; }

    /// <summary>What its rows can be of; the first is meant where none is named. Empty where there is no choice.</summary>
    IReadOnlyList<string> Breakdowns { get; }

    /// <summary>Whether it is of a round only.</summary>
    bool NeedsRound { get; }

    /// <summary>The level of the area it covers; <see langword="null"/> for any.</summary>
    AreaLevel? Level => null;

    /// <summary>Whether small cells of it are hidden from a role: what tells parts of a village apart is for whoever may see households.</summary>
    bool IsSuppressedFor(Role role) => false;

    /// <summary>How many looks at the database it takes: what takes many is made in the background.</summary>
    int Steps(ReportQuestion question) => 1;

    /// <summary>Settles the action plan that it is about, or says why there is none.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="plan">The plan named, if one is.</param>
    /// <param name="time">The time asked for.</param>
    /// <param name="ct">Stops the look.</param>
    Task<(string? Plan, ProblemResult? Problem)> PlanAsync(string tenant, string? plan, ReportTime time, CancellationToken ct) =>
        Task.FromResult((default(string), plan is null ? null : ReportProblems.NoPlanHere.Result([ReportProblems.NoPlanHere.At("plan", ("report", Name))], ("report", Name))));

    /// <summary>Makes it.</summary>
    /// <param name="question">The request.</param>
    /// <param name="progress">Is told how many steps were made.</param>
    /// <param name="ct">Stops it.</param>
    Task<Report> MakeAsync(ReportQuestion question, Func<int, Task> progress, CancellationToken ct);
}
