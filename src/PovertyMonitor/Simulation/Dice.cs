using System.Buffers.Binary;

namespace PovertyMonitor.Simulation;

/// <summary>
/// Random numbers that are the same for ever and on every machine: SplitMix64 (Steele, Lea and Flood 2014), and nothing
/// on top of it but arithmetic that IEEE 754 rounds exactly. Each thing simulated throws its own dice, found by its
/// place and not by what was thrown before, so that any part of the population can be made alone.
/// </summary>
internal sealed class Dice
{
    private ulong _state;

    /// <summary>The dice of one thing: the seed, then what leads to the thing.</summary>
    public Dice(long seed, params ReadOnlySpan<long> path)
    {
        _state = (ulong)seed;
        foreach (var step in path)
            _state = Next() ^ ((ulong)step * 0xD1342543DE82EF95);
    }

    /// <summary>A number from 0 up to but not including 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>True with the probability given.</summary>
    public bool Chance(double probability) => Unit() < probability;

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => low + (int)(Unit() * (high - low + 1));

    /// <summary>A nearly normal number, mean 0 and variance 1: the sum of twelve uniform ones less six.</summary>
    public double Normal()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
            sum += Unit();
        return sum;
    }

    /// <summary>One of the choices, by their weights.</summary>
    public T Pick<T>(params ReadOnlySpan<(T Choice, double Weight)> choices)
    {
        var total = 0.0;
        foreach (var (_, weight) in choices)
            total += weight;
        var left = Unit() * total;
        foreach (var (choice, weight) in choices)
            if ((left -= weight) < 0)
                return choice;
        return choices[^1].Choice;
    }

    /// <summary>A UUID of version 8 (RFC 9562: made in a way of one's own).</summary>
    public Guid Id()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Next());
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Next());
        bytes[6] = (byte)(0x80 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new Guid(bytes, bigEndian: true);
    }

    private ulong Next()
    {
        var z = _state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
