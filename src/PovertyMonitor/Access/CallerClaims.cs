using System.Collections.Immutable;
using System.Security.Claims;

namespace PovertyMonitor.Access;

/// <summary>The claims a token carries and what they mean together.</summary>
internal static class CallerClaims
{
    /// <summary>The issuer's id of the person or program.</summary>
    public const string Subject = "sub";

    /// <summary>One of <see cref="RoleNames"/>.</summary>
    public const string Role = "role";

    /// <summary>The regency's code.</summary>
    public const string Regency = "regency";

    /// <summary>A village's code; may repeat.</summary>
    public const string Village = "village";

    /// <summary>A district's code; may repeat.</summary>
    public const string District = "district";

    /// <summary>A group as <c>village/name</c>; may repeat.</summary>
    public const string DasaWisma = "dasa_wisma";

    /// <summary>The caller the claims describe, or what is wrong with them (for the operator's log).</summary>
    public static (Caller? Caller, string? Fault) Read(ClaimsPrincipal principal)
    {
        var roles = All(principal, Role);
        if (roles.Length != 1 || RoleNames.Parse(roles[0]) is not { } role)
            return (null, "exactly one known role is needed");
        var subject = principal.FindFirstValue(Subject);
        if (string.IsNullOrEmpty(subject))
            return (null, "the subject is missing");
        var regencies = All(principal, Regency);
        if (regencies.Length > 1 || regencies.Any(code => !AreaCodes.IsRegency(code)))
            return (null, "the regency is not one code of the form 35.22");
        var regency = regencies.FirstOrDefault();
        if (regency is null && role != Access.Role.Public)
            return (null, "the regency is missing");
        return ReadAreas(principal, subject, role, regency);
    }

    private static (Caller? Caller, string? Fault) ReadAreas(
        ClaimsPrincipal principal, string subject, Role role, string? regency)
    {
        var villages = All(principal, Village);
        var groups = All(principal, DasaWisma).Select(DasaWismaGroup.Parse).ToImmutableArray();
        if (groups.Any(group => group is null))
            return (null, "a Dasa Wisma group is not of the form 35.22.15.2001/name");
        if (villages.Any(village => !AreaCodes.IsVillage(village)))
            return (null, "a village is not a code of the form 35.22.15.2001");
        var districts = All(principal, District);
        if (districts.Any(district => !AreaCodes.IsDistrict(district)))
            return (null, "a district is not a code of the form 35.22.15");
        if (villages.Concat(groups.Select(group => group!.Village)).Concat(districts).Any(code => regency is null || !AreaCodes.Within(code, regency)))
            return (null, "a village or a district lies outside the regency");
        return (new Caller(subject, role, regency, villages, [.. groups.Select(group => group!)]) { Districts = districts }, null);
    }

    private static ImmutableArray<string> All(ClaimsPrincipal principal, string type) =>
        [.. principal.FindAll(type).Select(claim => claim.Value)];
}
