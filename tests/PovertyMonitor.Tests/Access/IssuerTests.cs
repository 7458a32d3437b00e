using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PovertyMonitor.Access;
using Xunit;

namespace PovertyMonitor.Tests.Access;

/// <summary>Tokens of an OIDC provider, here one of the test's own with real discovery and keys.</summary>
public sealed class IssuerTests : IAsyncDisposable
{
    private readonly RsaSecurityKey _key = new(RSA.Create(2048)) { KeyId = "first" };
    private readonly WebApplication _issuer;

    public IssuerTests()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _issuer = builder.Build();
        _issuer.MapGet("/.well-known/openid-configuration", (HttpRequest request) => new Dictionary<string, string>
        {
            ["issuer"] = $"http://{request.Host}",
            ["jwks_uri"] = $"http://{request.Host}/keys",
        });
        _issuer.MapGet("/keys", () =>
        {
            var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(_key);
            return new { keys = new[] { new { kty = key.Kty, use = "sig", kid = key.KeyId, n = key.N, e = key.E } } };
        });
    }

    private string Authority => _issuer.Urls.Single();

    public ValueTask DisposeAsync() => _issuer.DisposeAsync();

    [Fact]
    public async Task The_configured_providers_tokens_are_accepted_and_no_others()
    {
        await _issuer.StartAsync(TestContext.Current.CancellationToken);
        await using var app = await SmallApp.StartAsync(
            app => app.MapGet("/plans", (Caller caller) => caller.Subject).AllowRoles(Role.Planner),
            "Development",
            ("PovertyMonitor:Access:Authority", Authority), ("PovertyMonitor:Access:Audience", "poverty"));

        var accepted = await app.SendAsync(HttpMethod.Get, "/plans", Token("poverty", "planner", "35.22"));
        Assert.Equal("ani", await accepted.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        foreach (var token in new[]
            {
                Token("another-service", "planner", "35.22"),
                Token("poverty", "king", "35.22"),
                Token("poverty", "planner", null),
                app.TokenFor(SmallApp.CallerWith(Role.Planner)),
            })
            await ProblemAssert.IsProblemAsync(
                await app.SendAsync(HttpMethod.Get, "/plans", token), HttpStatusCode.Unauthorized, "access.token_invalid");
    }

    [Fact]
    public async Task While_the_provider_is_out_of_reach_a_token_is_not_called_invalid()
    {
        await using var app = await SmallApp.StartAsync(
            app => app.MapGet("/plans", () => "").AllowRoles(Role.Planner),
            "Development",
            ("PovertyMonitor:Access:Authority", "http://127.0.0.1:1"), ("PovertyMonitor:Access:Audience", "poverty"));
        await ProblemAssert.IsProblemAsync(
            await app.SendAsync(HttpMethod.Get, "/plans", app.TokenFor(SmallApp.CallerWith(Role.Planner))),
            HttpStatusCode.ServiceUnavailable,
            "access.issuer_unreachable");
    }

    [Theory]
    [InlineData("Production", null, null, "PovertyMonitor:Access:Authority")]
    [InlineData("Production", "http://issuer.invalid", "poverty", "https")]
    [InlineData("Production", "https://issuer.invalid", null, "PovertyMonitor:Access:Audience")]
    [InlineData("Development", "issuer", "poverty", "PovertyMonitor:Access:Authority")]
    [InlineData("Development", "http://127.0.0.1:1", "", "PovertyMonitor:Access:Audience")]
    public async Task A_start_without_a_trustworthy_issuer_stops_and_names_the_setting(
        string environment, string? authority, string? audience, string named)
    {
        var thrown = await Assert.ThrowsAsync<OptionsValidationException>(() => SmallApp.StartAsync(
            _ => { },
            environment,
            ("PovertyMonitor:Access:Authority", authority ?? ""), ("PovertyMonitor:Access:Audience", audience ?? "")));
        Assert.Contains(named, thrown.Message, StringComparison.Ordinal);
    }

    private string Token(string audience, string role, string? regency)
    {
        List<Claim> claims = [new("sub", "ani"), new("role", role)];
        if (regency is not null)
            claims.Add(new("regency", regency));
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Authority,
            Audience = audience,
            Subject = new ClaimsIdentity(claims),
            SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
        });
    }
}
