using NodaTime;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Regions;

/// <summary>The registers of the regencies, ready to hand.</summary>
internal interface IRegister
{
    /// <summary>The register of a regency; empty where it has none.</summary>
    /// <param name="tenant">The regency's area code, such as 35.22.</param>
    /// <param name="ct">Stops the reading.</param>
    ValueTask<Register> OfAsync(string tenant, CancellationToken ct);

    /// <summary>Reads a regency's register again at the next question.</summary>
    void Forget(string tenant);
}

/// <summary>Reads each regency's register and keeps it for a while: another node may have changed it.</summary>
internal sealed class RegisterCache(RegisterStore store, IClock clock) : IRegister
{
    private readonly Remembered<string, Register> _registers = new(Duration.FromSeconds(30), clock);

    /// <inheritdoc/>
    public ValueTask<Register> OfAsync(string tenant, CancellationToken ct) => _registers.OfAsync(tenant, ReadAsync, ct);

    /// <inheritdoc/>
    public void Forget(string tenant) => _registers.Forget(tenant);

    private async Task<Register> ReadAsync(string tenant, CancellationToken ct)
    {
        var register = await store.ReadAsync(tenant, ct);
        // An empty one is read again: it may be filled any moment.
        if (register.IsEmpty) Forget(tenant);
        return register;
    }
}
