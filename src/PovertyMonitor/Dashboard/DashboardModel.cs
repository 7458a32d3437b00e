using PovertyMonitor.Commitments.Indicators;

namespace PovertyMonitor.Dashboard;

/// <summary>Everything the page shows. Figures are shares from 0 to 1; null where there is none.</summary>
/// <param name="Regency">The regency's name.</param>
/// <param name="AsOf">The place of the log the figures are as of; null before the first.</param>
/// <param name="Measure">The measure revision's id.</param>
/// <param name="Choice">What the reader chose.</param>
/// <param name="Rounds">The rounds there are, the oldest first.</param>
/// <param name="Districts">The districts by name.</param>
/// <param name="Total">The figures of the chosen area as a whole.</param>
/// <param name="Villages">Its villages in the order chosen.</param>
/// <param name="Plan">The code of the action plan in force; null where there is none.</param>
/// <param name="Commitment">The commitment of it that is shown; null where it has none on poverty.</param>
/// <param name="Alerts">The latest alerts, the newest first; null where the reader may not see any.</param>
internal sealed record DashboardModel(
    string Regency,
    DashboardAsOf? AsOf,
    string Measure,
    DashboardChoice Choice,
    IReadOnlyList<string> Rounds,
    IReadOnlyList<DashboardDistrict> Districts,
    DashboardFigures Total,
    IReadOnlyList<DashboardVillage> Villages,
    string? Plan,
    DashboardCommitment? Commitment,
    IReadOnlyList<DashboardAlert>? Alerts);

/// <summary>The place of the log figures are as of.</summary>
/// <param name="Sequence">The regency's event sequence.</param>
/// <param name="Time">When that event was recorded, ready to read.</param>
internal sealed record DashboardAsOf(long Sequence, string Time);

/// <summary>What the reader chose.</summary>
/// <param name="Round">The round; null for the current figures.</param>
/// <param name="District">The district's code; null for all.</param>
/// <param name="Sort">The order of the villages.</param>
internal sealed record DashboardChoice(string? Round, string? District, VillageSort Sort)
{
    /// <summary>The address's word for the current figures.</summary>
    public const string Current = "current";
}

/// <summary>A district to choose.</summary>
internal sealed record DashboardDistrict(string Code, string Name);

/// <summary>The figures of an area.</summary>
/// <param name="Households">Households with an interview.</param>
/// <param name="Persons">Persons in them.</param>
/// <param name="H">Headcount ratio.</param>
/// <param name="A">Intensity.</param>
/// <param name="M0">Adjusted headcount ratio.</param>
/// <param name="Coverage">Completed of the households expected in the round; null for the current figures.</param>
internal sealed record DashboardFigures(long Households, long Persons, double? H, double? A, double? M0, double? Coverage)
{
    /// <summary>The figures of nobody.</summary>
    public static DashboardFigures None { get; } = new(0, 0, null, null, null, null);
}

/// <summary>A village with its figures.</summary>
internal sealed record DashboardVillage(string Code, string Name, string District, DashboardFigures Figures);

/// <summary>A commitment with its indicators.</summary>
internal sealed record DashboardCommitment(int Number, string Title, IReadOnlyList<DashboardIndicator> Indicators);

/// <summary>An indicator, its values ready to read.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Baseline">What it is compared with; null where unknown.</param>
/// <param name="Target">Where it is to get; null while unknown.</param>
/// <param name="Proposed">Whether the target is only proposed.</param>
/// <param name="Actual">The latest value; null while there is none.</param>
/// <param name="Status">How it stands.</param>
internal sealed record DashboardIndicator(string Name, string? Baseline, string? Target, bool Proposed, string? Actual, Status Status);

/// <summary>An alert; no household is named on the page.</summary>
/// <param name="Time">When it was raised, ready to read.</param>
/// <param name="Kind">What it is about, in the reader's language.</param>
/// <param name="Village">The village's name and code.</param>
/// <param name="Audience">Whom it is for.</param>
internal sealed record DashboardAlert(string Time, string Kind, string Village, string Audience);
