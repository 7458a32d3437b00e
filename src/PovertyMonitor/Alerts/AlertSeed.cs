using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Alerts;

/// <summary>States the shipped rules and audiences in a regency that has none.</summary>
internal sealed class AlertSeed(RuleRegister rules, AudienceRegister audiences) : ISeed
{
    private const string By = "seed";

    /// <summary>After the measures that the rules name.</summary>
    public int Order => 20;

    /// <inheritdoc />
    public async Task SeedAsync(string tenant, CancellationToken ct)
    {
        await rules.ChangeAsync(tenant, null, book => book.Version > 0 ? [] : [.. ShippedRules.All.SelectMany(r => book.State(r.Key, r.Value, isOn: true, By))], ct);
        await audiences.ChangeAsync(tenant, null, book => book.Version > 0 ? [] : [.. ShippedAudiences.All(By)], ct);
    }
}
