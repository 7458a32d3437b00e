using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Reports.Tables;

namespace PovertyMonitor.Reports;

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
