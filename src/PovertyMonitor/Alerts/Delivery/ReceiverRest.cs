using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using NodaTime;

namespace PovertyMonitor.Alerts.Delivery;

/// <summary>
/// Which receivers don't answer at present. One that hangs would keep its queue busy for as long as everything that waits for it
/// takes to time out; so after a failure it is let rest, and then a single attempt finds out whether it is back.
/// </summary>
/// <remarks>Each node finds out by itself, and anew when it starts.</remarks>
internal sealed class ReceiverRest(IOptions<AlertOptions> options)
{
    private static readonly Duration Longest = Duration.FromMinutes(5);
    private readonly ConcurrentDictionary<(string Tenant, string Receiver), Away> _resting = new();

    /// <summary>Until when a receiver is left alone; <see langword="null"/> where it may be tried. Whoever is let through to one that rested is the only one for as long as an attempt takes.</summary>
    public Instant? Until(string tenant, string receiver, Instant now)
    {
        if (!_resting.TryGetValue((tenant, receiver), out var resting)) return null;
        if (resting.Until > now) return resting.Until;
        return _resting.TryUpdate((tenant, receiver), resting with { Until = now + Duration.FromSeconds(options.Value.PatienceSeconds + 1) }, resting) ? null : now + Duration.FromSeconds(1);
    }

    /// <summary>Since when a receiver has not answered, and why, as the last attempt found it; <see langword="null"/> where it may be tried.</summary>
    public (Instant Since, string Why)? Of(string tenant, string receiver) => _resting.TryGetValue((tenant, receiver), out var away) ? (away.Since, away.Why) : null;

    /// <summary>It did not answer.</summary>
    public void Failed(string tenant, string receiver, Instant now, string why) => _resting.AddOrUpdate(
        (tenant, receiver), _ => new(now + Pause(1), 1, now, why), (_, before) => new(now + Pause(before.Failures + 1), before.Failures + 1, before.Since, why));

    /// <summary>It answered, with whatever.</summary>
    public void Answered(string tenant, string receiver) => _resting.TryRemove((tenant, receiver), out _);

    // Over before the shortest pause of what failed, so that this is what finds out.
    private Duration Pause(int failures) =>
        Duration.Min(Longest, Duration.FromSeconds(0.7 * options.Value.FirstPauseSeconds * Math.Pow(2, Math.Min(failures, 16) - 1)));

    private sealed record Away(Instant Until, int Failures, Instant Since, string Why);
}
