using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Tokens;

namespace PovertyMonitor.Access;

/// <summary>Where tokens come from: the configured OIDC provider, or in Development without one the data directory's key.</summary>
internal sealed class BearerSetup(
    IOptions<AccessOptions> access, IHostEnvironment environment, DevelopmentKeyDirectory directory, RememberedTokens tokens)
    : IConfigureNamedOptions<JwtBearerOptions>
{
    /// <inheritdoc />
    public void Configure(JwtBearerOptions options) => Configure(JwtBearerDefaults.AuthenticationScheme, options);

    /// <inheritdoc />
    public void Configure(string? name, JwtBearerOptions options)
    {
        options.MapInboundClaims = false;
        options.TokenHandlers.Clear();
        options.TokenHandlers.Add(tokens);
        options.Events = new BearerAsProblems();
        options.TokenValidationParameters.NameClaimType = CallerClaims.Subject;
        options.TokenValidationParameters.RoleClaimType = CallerClaims.Role;
        // Phones of enumerators are often some minutes off, but tokens are issued and judged by servers.
        options.TokenValidationParameters.ClockSkew = TimeSpan.FromMinutes(1);
        if (access.Value.Authority is { Length: > 0 } authority)
        {
            options.Authority = authority;
            options.Audience = access.Value.Audience;
            options.RequireHttpsMetadata = !environment.IsDevelopment();
            return;
        }

        if (!environment.IsDevelopment())
            throw new InvalidOperationException("Tokens of Development are refused outside Development.");
        options.TokenValidationParameters.ValidIssuer = DevelopmentTokens.Issuer;
        options.TokenValidationParameters.ValidAudience = DevelopmentTokens.Audience;
        options.TokenValidationParameters.ValidAlgorithms = [SecurityAlgorithms.HmacSha256];
        options.TokenValidationParameters.IssuerSigningKey = DevelopmentKey.LoadOrCreate(directory.Path);
    }
}

/// <summary>Where the key of Development lies: the data directory.</summary>
/// <param name="Path">The directory's path; created when a key is needed.</param>
internal sealed record DevelopmentKeyDirectory(string Path);
