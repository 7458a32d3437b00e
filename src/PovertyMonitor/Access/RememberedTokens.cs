using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace PovertyMonitor.Access;

/// <summary>
/// Remembers for a minute that a token was good: a program asks many times with the same one, and to check its signature
/// takes longer than to find a figure. A key that the provider withdraws is so obeyed a minute longer at most; a token never beyond its own end.
/// </summary>
internal sealed class RememberedTokens : TokenHandler, IDisposable
{
    private const int Most = 20_000;
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(1);

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly MemoryCache _good = new(new MemoryCacheOptions { SizeLimit = Most });

    /// <inheritdoc />
    public override async Task<TokenValidationResult> ValidateTokenAsync(string token, TokenValidationParameters validationParameters)
    {
        if (_good.TryGetValue(token, out TokenValidationResult? known)) return known!;
        var result = await _handler.ValidateTokenAsync(token, validationParameters);
        if (result.IsValid) Remember(token, result, validationParameters.ClockSkew);
        return result;
    }

    /// <inheritdoc />
    public override Task<TokenValidationResult> ValidateTokenAsync(SecurityToken token, TokenValidationParameters validationParameters) =>
        _handler.ValidateTokenAsync(token, validationParameters);

    /// <inheritdoc />
    public override SecurityToken ReadToken(string token) => _handler.ReadToken(token);

    /// <inheritdoc />
    public void Dispose() => _good.Dispose();

    private void Remember(string token, TokenValidationResult result, TimeSpan skew)
    {
        var end = new DateTimeOffset(DateTime.SpecifyKind(result.SecurityToken.ValidTo, DateTimeKind.Utc)) + skew;
        // The library judges a token's end by the machine's clock, and the cache counts by it.
        var left = end - DateTimeOffset.UtcNow;
        if (left <= TimeSpan.Zero) return;
        _good.Set(token, result, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = left < Memory ? left : Memory });
    }
}
