using System.Collections.Concurrent;
using NodaTime;

namespace PovertyMonitor.Platform;

/// <summary>What was read a short time ago; read again when it is older, for another node may have changed it, or when it was changed here.</summary>
/// <typeparam name="TKey">Of what it was read.</typeparam>
/// <typeparam name="TValue">What was read.</typeparam>
/// <param name="freshness">How old it may be.</param>
/// <param name="clock">The clock.</param>
internal sealed class Remembered<TKey, TValue>(Duration freshness, IClock clock)
    where TKey : notnull
    where TValue : class
{
    private readonly ConcurrentDictionary<TKey, Memory> _memories = new();

    /// <summary>What is known, or else what is read now.</summary>
    public ValueTask<TValue> OfAsync(TKey key, Func<TKey, CancellationToken, Task<TValue>> read, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var before = _memories.GetOrAdd(key, static _ => new Memory(default, null));
        return before.Value is { } known && now - before.ReadAt < freshness ? ValueTask.FromResult(known) : new(ReadAsync(key, before, now, read, ct));
    }

    /// <summary>Reads again at the next question.</summary>
    public void Forget(TKey key) => _memories[key] = new Memory(default, null);

    private async Task<TValue> ReadAsync(TKey key, Memory before, Instant now, Func<TKey, CancellationToken, Task<TValue>> read, CancellationToken ct)
    {
        var value = await read(key, ct);
        // Not where it was forgotten meanwhile: this may be what was so before the change, and would be told after it.
        _memories.TryUpdate(key, new Memory(now, value), before);
        return value;
    }

    // A class, so that each is another.
    private sealed class Memory(Instant readAt, TValue? value)
    {
        public Instant ReadAt => readAt;

        public TValue? Value => value;
    }
}
