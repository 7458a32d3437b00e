using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Security.Principal;

namespace PovertyMonitor.Access;

/// <summary>
/// Who calls, from the token's claims <c>sub</c>, <c>role</c>, <c>regency</c>, <c>village</c>, <c>district</c> and <c>dasa_wisma</c>.
/// Bindable: an endpoint takes a <c>Caller caller</c>; without a token it is the public.
/// </summary>
/// <param name="Subject">The person's or program's id at the token's issuer; empty for the public.</param>
/// <param name="Role">The one role.</param>
/// <param name="Regency">The regency's code and tenant, e.g. 35.22; null only for the public.</param>
/// <param name="Villages">Villages an enumerator or a village operator has whole.</param>
/// <param name="DasaWismaGroups">Groups an enumerator has beside those.</param>
internal sealed record Caller(
    string Subject,
    Role Role,
    string? Regency,
    ImmutableArray<string> Villages,
    ImmutableArray<DasaWismaGroup> DasaWismaGroups)
{
    // A call asks several times who it comes from, and the calls of a device, or with one token, share what it says.
    private static readonly ConditionalWeakTable<IIdentity, Caller> Read = [];

    /// <summary>Districts whose villages a camat's office has.</summary>
    public ImmutableArray<string> Districts { get; init; } = [];

    /// <summary>Whoever comes without a token.</summary>
    public static Caller Anonymous { get; } = new("", Role.Public, null, [], []);

    /// <summary>Whether the caller may submit a household of a Dasa Wisma group (null: of none) in a village.</summary>
    public bool MaySubmitFor(string village, string? dasaWisma) =>
        Role == Role.Enumerator
        && (Villages.Contains(village)
            || (dasaWisma is not null && DasaWismaGroups.Any(group => group.Is(village, dasaWisma))));

    /// <summary>
    /// Whether an area's figures are the caller's to read: the own villages of an enumerator or a village operator, the own
    /// districts of a camat's office or a Puskesmas, anyone else's whole regency.
    /// Says nothing about the role's right to the kind of figure; the endpoint declares that.
    /// </summary>
    public bool MayRead(string area) => Role switch
    {
        Role.Enumerator => Villages.Contains(area) || DasaWismaGroups.Any(group => group.Village == area),
        Role.Village => Villages.Contains(area),
        Role.District => Districts.Any(district => AreaCodes.Within(area, district)),
        Role.Puskesmas => Districts.Concat(Villages).Any(own => AreaCodes.Within(area, own)),
        _ => Regency is not null && AreaCodes.Within(area, Regency),
    };

    /// <summary>Binds an endpoint's parameter.</summary>
    public static ValueTask<Caller?> BindAsync(HttpContext context)
    {
        return new(context.User.Identity?.IsAuthenticated == true ? Of(context.User).Caller : Anonymous);
    }

    /// <summary>Whom a principal's claims describe, or what is wrong with them (for the operator's log).</summary>
    public static (Caller? Caller, string? Fault) Of(ClaimsPrincipal principal)
    {
        if (principal.Identity is not { } identity) return CallerClaims.Read(principal);
        if (Read.TryGetValue(identity, out var known)) return (known, null);
        var read = CallerClaims.Read(principal);
        if (read.Caller is { } caller) Read.AddOrUpdate(identity, caller);
        return read;
    }
}
