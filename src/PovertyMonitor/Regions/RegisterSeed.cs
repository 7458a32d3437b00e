using PovertyMonitor.Platform;

namespace PovertyMonitor.Regions;

/// <summary>Fills the register of a regency that has none from the file shipped with the program.</summary>
internal sealed class RegisterSeed(RegisterStore store) : ISeed
{
    /// <summary>First: whatever else is loaded may refer to areas.</summary>
    public int Order => 0;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">No register is shipped for the regency.</exception>
    public async Task SeedAsync(string tenant, CancellationToken ct)
    {
        if ((await store.ReadAsync(tenant, ct)).IsEmpty)
            await store.AddMissingAsync(tenant, RegisterFile.Read(tenant), ct);
    }
}
