using System.Security.Claims;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NodaTime;

namespace PovertyMonitor.Access;

/// <summary>Tokens for trying the service in Development; no other environment accepts them.</summary>
internal static class DevelopmentTokens
{
    /// <summary>The issuer written into them.</summary>
    public const string Issuer = "povertymonitor-development";

    /// <summary>The audience written into them.</summary>
    public const string Audience = "povertymonitor";

    /// <summary>A signed token for a caller.</summary>
    /// <param name="key">The data directory's key; see <see cref="DevelopmentKey"/>.</param>
    /// <param name="caller">Whose token it is.</param>
    /// <param name="from">When it begins.</param>
    /// <param name="validity">How long it holds; positive.</param>
    public static string Issue(SecurityKey key, Caller caller, Instant from, Duration validity)
    {
        var claims = new List<Claim>
        {
            new(CallerClaims.Subject, caller.Subject),
            new(CallerClaims.Role, caller.Role.Name()),
        };
        if (caller.Regency is not null)
            claims.Add(new Claim(CallerClaims.Regency, caller.Regency));
        claims.AddRange(caller.Villages.Select(village => new Claim(CallerClaims.Village, village)));
        claims.AddRange(caller.Districts.Select(district => new Claim(CallerClaims.District, district)));
        claims.AddRange(caller.DasaWismaGroups.Select(group => new Claim(CallerClaims.DasaWisma, group.ToString())));
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Audience,
            Subject = new ClaimsIdentity(claims),
            IssuedAt = from.ToDateTimeUtc(),
            NotBefore = from.ToDateTimeUtc(),
            Expires = (from + validity).ToDateTimeUtc(),
            SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.HmacSha256),
        });
    }
}
