using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PovertyMonitor.Villages.Building;

/// <summary>How long the projection takes over the parts of a page, for whoever watches it.</summary>
internal static class ProjectionMeter
{
    /// <summary>The meter's name.</summary>
    public const string Name = "PovertyMonitor.Projection";

    /// <summary>The instrument: seconds of a part of a page; the tag <c>part</c> is <c>read</c>, <c>work out</c> or the table written.</summary>
    public const string Seconds = "povertymonitor.projection.page.seconds";

    private static readonly Meter Meter = new(Name);
    private static readonly Histogram<double> Parts = Meter.CreateHistogram<double>(Seconds, "s");

    /// <summary>Takes down how long a part took.</summary>
    /// <param name="part">The part.</param>
    /// <param name="begun">When it began, as <see cref="Stopwatch.GetTimestamp"/> has it.</param>
    public static void Took(string part, long begun) => Parts.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds, new KeyValuePair<string, object?>("part", part));
}
