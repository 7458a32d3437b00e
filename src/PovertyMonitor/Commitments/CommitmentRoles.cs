using PovertyMonitor.Access;
using PovertyMonitor.Commitments.Revisions;

namespace PovertyMonitor.Commitments;

/// <summary>Who reads and writes the register of action plans.</summary>
internal static class CommitmentRoles
{
    /// <summary>Those who read how indicators stand.</summary>
    public static readonly Role[] Readers = [Role.Planner, Role.Ngo, Role.Dinsos, Role.Dinkes, Role.Operator];

    /// <summary>The two sides that agree a plan and its revisions.</summary>
    public static readonly Role[] Sides = [Role.Planner, Role.Ngo, Role.Dinsos, Role.Dinkes];

    /// <summary>The regency's agencies.</summary>
    public static readonly Role[] Agencies = [Role.Planner, Role.Dinsos, Role.Dinkes];

    /// <summary>The side that a caller speaks for.</summary>
    public static Side SideOf(Caller caller) => SideOf(caller.Role.Name());

    /// <summary>The side that a role speaks for.</summary>
    public static Side SideOf(string role) => role == Role.Ngo.Name() ? Side.Partner : Side.Agency;
}
