using System.Collections.Concurrent;
using Microsoft.IdentityModel.Tokens;
using NodaTime;
using PovertyMonitor.Access;

namespace PovertyMonitor.Simulation;

/// <summary>The tokens of the simulated enumerators, one for each village.</summary>
internal sealed class EnumeratorTokens(SecurityKey key, string regency, IClock clock)
{
    private static readonly Duration _validity = Duration.FromDays(1);
    private readonly ConcurrentDictionary<string, string> _tokens = new(StringComparer.Ordinal);

    /// <summary>The token of the enumerator of a village.</summary>
    public string Of(string village) => _tokens.GetOrAdd(village, Issue);

    private string Issue(string village) => DevelopmentTokens.Issue(
        key, new Caller($"KDR-{village}", Role.Enumerator, regency, [village], []), clock.GetCurrentInstant(), _validity);
}
