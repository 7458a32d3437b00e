using PovertyMonitor.Access;

namespace PovertyMonitor.Surveys.Reviews;

/// <summary>Who may look at what waits for a person. Deciding is for Dinas Sosial.</summary>
internal static class ReviewAccess
{
    /// <summary>Whether somebody may see everything that waits about a village.</summary>
    public static bool MaySeeAllOf(Caller caller, string? village) => caller.Role == Role.Dinsos || (village is not null && caller.Villages.Contains(village));

    /// <summary>Whether somebody may see a held submission, personal data included: Dinas Sosial, who has its village whole, and who sent it.</summary>
    public static bool MaySee(Caller caller, string? village, string? sender) => MaySeeAllOf(caller, village) || sender == caller.Subject;
}
