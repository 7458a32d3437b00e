using PovertyMonitor.Platform;

namespace PovertyMonitor.Commitments;

/// <summary>Loads the action plan shipped for a regency into its empty store.</summary>
internal sealed class ActionPlanSeed(ActionPlanStore plans) : ISeed
{
    /// <summary>After the areas and the measures.</summary>
    public int Order => 20;

    /// <inheritdoc/>
    public async Task SeedAsync(string tenant, CancellationToken ct)
    {
        if (ActionPlanFile.Read(tenant) is { } agreement)
            await plans.AgreeAsync(tenant, agreement, ct);
    }
}
