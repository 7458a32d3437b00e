using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using PovertyMonitor.Villages.Building;

namespace PovertyMonitor.Benchmarks.Projection;

/// <summary>How long the projection took over the parts of its pages.</summary>
internal sealed class PageParts : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, double> _seconds = [];

    public PageParts()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == ProjectionMeter.Name) listener.EnableMeasurementEvents(instrument);
        };
        _listener.SetMeasurementEventCallback<double>((_, took, tags, _) => _seconds.AddOrUpdate((string)tags[0].Value!, took, (_, before) => before + took));
        _listener.Start();
    }

    public void Clear() => _seconds.Clear();

    public override string ToString() => string.Join(", ", _seconds.OrderByDescending(s => s.Value).Select(s => $"{s.Key} {s.Value:F1} s"));

    public void Dispose() => _listener.Dispose();
}
