using Microsoft.Extensions.Options;
using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Alerts;

/// <summary>States the shipped rules and audiences in a regency that has none, and lets the rules that it never changed follow those that are shipped now.</summary>
internal sealed class AlertSeed(RuleRegister rules, AudienceRegister audiences, IOptions<SmallCounts> small) : ISeed
{
    /// <summary>Who states them.</summary>
    public const string By = "seed";

    /// <summary>After the measures that the rules name.</summary>
    public int Order => 20;

    /// <inheritdoc />
    public async Task SeedAsync(string tenant, CancellationToken ct)
    {
        await rules.ChangeAsync(tenant, null, book => book.Version > 0 ? [] : [.. ShippedRules.All.SelectMany(r => book.State(r.Key, r.Value, isOn: true, By))], ct);
        await audiences.ChangeAsync(tenant, null, book => book.Version > 0 ? [] : [.. ShippedAudiences.All(By)], ct);
        foreach (var (code, rule) in ShippedRules.All)
            if (await MayFollowAsync(tenant, code, rule, ct)) await rules.ChangeAsync(tenant, null, book => book.Follow(code, rule, By), ct);
    }

    // What the audiences, as the regency has them, may not be told is left as it is.
    private async Task<bool> MayFollowAsync(string tenant, string code, AlertRuleDefinition rule, CancellationToken ct)
    {
        var book = await rules.OfAsync(tenant, ct);
        return book.Follow(code, rule, By).Count > 0
            && !RuleCheck.Check(code, rule, await rules.MeasureAsync(tenant, rule.Measure, ct), book, await audiences.OfAsync(tenant, ct), small.Value.Threshold).Any();
    }
}
