using Microsoft.Extensions.Caching.Memory;

namespace PovertyMonitor.Access.Devices;

/// <summary>Whose key it is, remembered for some seconds: a phone sends many submissions one after the other.</summary>
internal sealed class DeviceKeys(DeviceStore store) : IDisposable
{
    private const int MostRemembered = 100_000;

    // So long a revoked key still works on another node.
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(20);
    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = MostRemembered });
    private long _forgotten;

    /// <summary>The device of a key's hash with its regency; <see langword="null"/> for a key that is unknown or revoked.</summary>
    public async ValueTask<(string Tenant, Device Device)?> OfAsync(byte[] keyHash, CancellationToken ct)
    {
        var name = Convert.ToHexString(keyHash);
        if (_known.TryGetValue(name, out (string, Device)? known)) return known;
        var before = Interlocked.Read(ref _forgotten);
        var found = await store.FindAsync(keyHash, ct);
        _known.Set(name, found, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Freshness });
        // It may have been revoked after it was looked up and before it was kept.
        if (Interlocked.Read(ref _forgotten) != before) _known.Remove(name);
        return found;
    }

    /// <summary>Looks a key up again at its next use.</summary>
    public void Forget(byte[] keyHash)
    {
        Interlocked.Increment(ref _forgotten);
        _known.Remove(Convert.ToHexString(keyHash));
    }

    public void Dispose() => _known.Dispose();
}
