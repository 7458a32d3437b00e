using System.Collections.Concurrent;

namespace PovertyMonitor.Regions;

/// <summary>The registers of the regencies, ready to hand.</summary>
internal interface IRegister
{
    /// <summary>The register of a regency; empty where it has none.</summary>
    /// <param name="tenant">The regency's area code, such as 35.22.</param>
    /// <param name="ct">Stops the reading.</param>
    ValueTask<Register> OfAsync(string tenant, CancellationToken ct);
}

/// <summary>Reads each regency's register once and keeps it.</summary>
internal sealed class RegisterCache(RegisterStore store) : IRegister
{
    private readonly ConcurrentDictionary<string, Register> _registers = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<Register> OfAsync(string tenant, CancellationToken ct) =>
        _registers.TryGetValue(tenant, out var register) ? ValueTask.FromResult(register) : new(ReadAsync(tenant, ct));

    private async Task<Register> ReadAsync(string tenant, CancellationToken ct)
    {
        var register = await store.ReadAsync(tenant, ct);
        // An empty one is read again: it may be filled any moment.
        return register.IsEmpty ? register : _registers.GetOrAdd(tenant, register);
    }
}
