using PovertyMonitor.AlkireFoster;
using PovertyMonitor.AlkireFoster.Sampling;

namespace PovertyMonitor.Villages.Figures;

/// <summary>The three figures of persons: counted, or estimated where the round visits a sample.</summary>
/// <param name="H">Headcount ratio, 0 to 1.</param>
/// <param name="A">Intensity, k to 1.</param>
/// <param name="M0">Adjusted headcount ratio, 0 to 1.</param>
internal readonly record struct Levels(double? H, double? A, double? M0)
{
    /// <summary>The figures of an area.</summary>
    public static Levels Of(FigureQuestion question, AreaFigures figures) =>
        figures.Sample is { } sample ? Of(question, sample, sample.Whole) : Of(question.IndexOf(figures.Sum));

    /// <summary>Counted.</summary>
    public static Levels Of(PovertyIndex index) => new(index.H, index.A, index.M0);

    /// <summary>Estimated.</summary>
    public static Levels Of(FigureQuestion question, RoundSample sample, SampleDomain domain)
    {
        double? Level(StatisticKind kind) => sample.Level(domain, kind, question.Cutoff).Value;
        return new(Level(StatisticKind.H), Level(StatisticKind.A), Level(StatisticKind.M0));
    }
}
