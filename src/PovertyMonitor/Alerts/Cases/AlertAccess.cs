using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Alerts.Rules;

namespace PovertyMonitor.Alerts.Cases;

/// <summary>Which alerts somebody may see: those of the audiences of the role, in the own areas.</summary>
/// <param name="Audiences">The audiences' codes.</param>
/// <param name="Areas">The areas; <see langword="null"/> for the whole regency.</param>
/// <param name="SeesHouseholds">Whether alerts about single households are among them.</param>
internal sealed record AlertAccess(IReadOnlyList<string> Audiences, IReadOnlyList<string>? Areas, bool SeesHouseholds)
{
    /// <summary>The roles that have alerts at all; which ones, the audiences say.</summary>
    public static readonly Role[] Roles = [Role.Dinsos, Role.Dinkes, Role.Puskesmas, Role.Dp3akb, Role.District, Role.Planner, Role.Operator];

    public static AlertAccess Of(Caller caller, AudienceBook book) => new(
        book.Of(caller.Role), caller.Role is Role.District or Role.Puskesmas ? [.. caller.Districts, .. caller.Villages] : null, HouseholdReach.Has(caller.Role));

    /// <summary>Whether it covers an alert.</summary>
    public bool Covers(AlertCase alert) =>
        alert.Told.Any(Audiences.Contains) && (SeesHouseholds || alert.Alert!.Household is null) && (Areas is null || Areas.Any(a => AreaCodes.Within(alert.Alert!.Area, a)));
}
