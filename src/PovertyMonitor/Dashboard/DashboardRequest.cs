using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Dashboard;

/// <summary>What is asked of the page, and by whom.</summary>
/// <param name="Regency">The regency's code.</param>
/// <param name="Round">A round's code, <see cref="DashboardChoice.Current"/>, or null for the latest round.</param>
/// <param name="District">A district's code; null for all.</param>
/// <param name="Sort">The order of the villages.</param>
/// <param name="Language">The language.</param>
/// <param name="ShowsAlerts">Whether the reader may see alerts.</param>
/// <param name="AlertsFor">The agency whose alerts the reader sees; null for every agency's.</param>
internal sealed record DashboardRequest(
    string Regency, string? Round, string? District, VillageSort Sort, Language Language, bool ShowsAlerts, string? AlertsFor)
{
    /// <summary>Reads the address.</summary>
    /// <param name="query">Its query.</param>
    /// <param name="regency">The reader's regency.</param>
    /// <param name="caller">The reader.</param>
    /// <param name="accepted">The language the browser asks for; the address comes before it.</param>
    public static DashboardRequest Of(IQueryCollection query, string regency, Caller caller, Language accepted) => new(
        regency,
        query["round"],
        query["district"],
        VillageSorts.Parse(query["sort"]),
        Language.All.FirstOrDefault(language => language.Tag == query["lang"]) ?? accepted,
        // Without a role nobody comes here but in Development, where the data are one's own.
        caller.Role is Role.Dinsos or Role.Dinkes or Role.Public,
        caller.Role == Role.Public ? null : caller.Role.Name());
}
