using System.Collections.Concurrent;
using NodaTime;

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
    private static readonly Duration Freshness = Duration.FromSeconds(30);
    private readonly ConcurrentDictionary<string, (Instant ReadAt, Register Register)> _registers = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public ValueTask<Register> OfAsync(string tenant, CancellationToken ct) =>
        _registers.TryGetValue(tenant, out var known) && clock.GetCurrentInstant() - known.ReadAt < Freshness ? ValueTask.FromResult(known.Register) : new(ReadAsync(tenant, ct));

    /// <inheritdoc/>
    public void Forget(string tenant) => _registers.TryRemove(tenant, out _);

    private async Task<Register> ReadAsync(string tenant, CancellationToken ct)
    {
        var register = await store.ReadAsync(tenant, ct);
        // An empty one is read again: it may be filled any moment.
        if (!register.IsEmpty) _registers[tenant] = (clock.GetCurrentInstant(), register);
        return register;
    }
}
