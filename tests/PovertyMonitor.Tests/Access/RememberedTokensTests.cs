using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using PovertyMonitor.Access;

namespace PovertyMonitor.Tests.Access;

/// <summary>What is remembered of tokens.</summary>
public sealed class RememberedTokensTests : IDisposable
{
    private readonly RememberedTokens _tokens = new();
    private readonly SymmetricSecurityKey _key = new(RandomNumberGenerator.GetBytes(32));

    public void Dispose() => _tokens.Dispose();

    [Fact]
    public async Task A_good_token_is_judged_once()
    {
        var token = Token(TimeSpan.FromHours(1));
        var first = await _tokens.ValidateTokenAsync(token, Demands(_key));
        var second = await _tokens.ValidateTokenAsync(token, Demands(new(RandomNumberGenerator.GetBytes(32))));
        Assert.True(first.IsValid);
        Assert.Same(first, second);
    }

    [Fact]
    public async Task A_bad_token_is_judged_anew_each_time()
    {
        var token = Token(TimeSpan.FromHours(1));
        Assert.False((await _tokens.ValidateTokenAsync(token, Demands(new(RandomNumberGenerator.GetBytes(32))))).IsValid);
        Assert.True((await _tokens.ValidateTokenAsync(token, Demands(_key))).IsValid);
    }

    [Fact]
    public async Task One_changed_character_makes_another_token()
    {
        var token = Token(TimeSpan.FromHours(1));
        Assert.True((await _tokens.ValidateTokenAsync(token, Demands(_key))).IsValid);
        var end = token.LastIndexOf('.') + 1;
        var forged = token[..end] + (token[end] == 'A' ? 'B' : 'A') + token[(end + 1)..];
        Assert.False((await _tokens.ValidateTokenAsync(forged, Demands(_key))).IsValid);
    }

    [Fact]
    public async Task A_token_at_its_end_is_not_remembered()
    {
        var token = Token(TimeSpan.FromMinutes(-1));
        var lenient = Demands(_key);
        lenient.ValidateLifetime = false;
        Assert.True((await _tokens.ValidateTokenAsync(token, lenient)).IsValid);
        Assert.False((await _tokens.ValidateTokenAsync(token, Demands(_key))).IsValid);
    }

    private static TokenValidationParameters Demands(SymmetricSecurityKey key) => new()
    {
        IssuerSigningKey = key,
        ValidateIssuer = false,
        ValidateAudience = false,
        ClockSkew = TimeSpan.Zero,
    };

    private string Token(TimeSpan life) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        NotBefore = DateTime.UtcNow.AddHours(-1),
        Expires = DateTime.UtcNow.Add(life),
        SigningCredentials = new(_key, SecurityAlgorithms.HmacSha256),
    });
}
