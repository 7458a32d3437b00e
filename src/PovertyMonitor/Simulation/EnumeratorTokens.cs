using System.Collections.Concurrent;
using Microsoft.IdentityModel.Tokens;
using NodaTime;
using PovertyMonitor.Access;

namespace PovertyMonitor.Simulation;

/// <summary>The tokens of the simulated enumerators, one for each village and one for each set of villages that somebody moved between.</summary>
internal sealed class EnumeratorTokens(SecurityKey key, string regency, IClock clock)
{
    private static readonly Duration _validity = Duration.FromDays(1);
    private readonly ConcurrentDictionary<string, string> _tokens = new(StringComparer.Ordinal);

    /// <summary>The token of the enumerator of some villages, named after the first.</summary>
    public string Of(IReadOnlyList<string> villages) => _tokens.GetOrAdd(string.Join(' ', villages), _ => Issue(villages));

    private string Issue(IReadOnlyList<string> villages) => DevelopmentTokens.Issue(
        key, new Caller($"KDR-{villages[0]}", Role.Enumerator, regency, [.. villages], []), clock.GetCurrentInstant(), _validity);
}
