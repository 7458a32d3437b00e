namespace PovertyMonitor.Access;

/// <summary>What a caller is to the service; a token carries exactly one, in lower case, as the claim <c>role</c>.</summary>
internal enum Role
{
    /// <summary>Anyone: reads what is released to everybody.</summary>
    Public,

    /// <summary>A cadre or village staff who registers and interviews households of own villages or Dasa Wisma groups.</summary>
    Enumerator,

    /// <summary>A village operator: prepares the village's meeting (musdes) and enters its result, for own villages.</summary>
    Village,

    /// <summary>The camat's office: reviews the results of the villages of its districts.</summary>
    District,

    /// <summary>Dinas Sosial: finds the poor of the regency and acts on alerts.</summary>
    Dinsos,

    /// <summary>Dinas Kesehatan: acts on health alerts.</summary>
    Dinkes,

    /// <summary>A Puskesmas (health centre): acts on health alerts of its districts or villages.</summary>
    Puskesmas,

    /// <summary>DP3AKB (women, children, families): acts on the alerts that concern it.</summary>
    Dp3akb,

    /// <summary>Bappeda: aggregates and commitments.</summary>
    Planner,

    /// <summary>Kominfo: runs the service; sees no household's content.</summary>
    Operator,

    /// <summary>A civil-society partner of the action plan: reads how it stands, and agrees and revises it with the agencies.</summary>
    Ngo,
}

/// <summary>How roles are written in tokens, documents and messages.</summary>
internal static class RoleNames
{
    /// <summary>The claim's value for a role.</summary>
    public static string Name(this Role role) => role.ToString().ToLowerInvariant();

    /// <summary>The role a claim names, or null; case counts.</summary>
    public static Role? Parse(string? name)
    {
        foreach (var role in Enum.GetValues<Role>())
            if (role.Name() == name)
                return role;
        return null;
    }
}
