using PovertyMonitor.AlkireFoster;
using PovertyMonitor.AlkireFoster.Sampling;
using PovertyMonitor.Regions;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Villages;

/// <summary>One village's figures.</summary>
/// <param name="Code">The village's Kemendagri code.</param>
/// <param name="Name">Its name.</param>
/// <param name="District">Its district's code.</param>
/// <param name="Households">Households with an interview.</param>
/// <param name="Persons">Persons in them.</param>
/// <param name="H">Headcount ratio, 0 to 1; absent where nobody is measured.</param>
/// <param name="A">Intensity, k to 1; absent where nobody is poor.</param>
/// <param name="M0">Adjusted headcount ratio, 0 to 1.</param>
/// <param name="PoorPersons">Persons in poor households.</param>
/// <param name="Coverage">Completed / expected in the round; absent for the current figures.</param>
internal sealed record VillageRow(
    string Code, string Name, string District, long Households, long Persons, double? H, double? A, double? M0, long PoorPersons, double? Coverage)
{
    /// <summary>Of a sample round, the standard error of H.</summary>
    public double? StandardErrorH { get; init; }

    /// <summary>Of a sample round, the standard error of M0.</summary>
    public double? StandardErrorM0 { get; init; }

    /// <summary>The least M0 can be: of a census round if none of those not covered is poor, of a sample round by the 95 percent interval.</summary>
    public double? LowerM0 { get; init; }

    /// <summary>The most M0 can be.</summary>
    public double? UpperM0 { get; init; }

    /// <summary>Its best rank among the villages listed, the poorest being 1; absent without bounds.</summary>
    public int? RankFrom { get; init; }

    /// <summary>Its last rank: villages whose bounds overlap are not ranked apart.</summary>
    public int? RankTo { get; init; }

    /// <summary>A village's row.</summary>
    public static VillageRow Of(Area village, FigureQuestion question, AreaFigures figures)
    {
        var code = village.Code.ToString();
        var index = question.IndexOf(figures.ByVillage.GetValueOrDefault(code, MaskHistogram.Empty));
        var coverage = figures.Visits is null ? null : Villages.Coverage.Of([figures.Visits.GetValueOrDefault(code, VillageVisits.None)]).Ratio;
        var row = new VillageRow(code, village.Name, village.Code.AtLevel(AreaLevel.District).ToString(),
            index.Households, index.Persons, index.H, index.A, index.M0, index.PoorPersons, coverage);
        if (figures.Sample is not { } sample)
            return figures.BoundsOf(question, code) is { } bounds ? row with { LowerM0 = bounds.LowerM0, UpperM0 = bounds.UpperM0 } : row;
        Estimate Level(StatisticKind kind) => sample.Level(sample.Of(code), kind, question.Cutoff);
        var (h, m0) = (Level(StatisticKind.H), Level(StatisticKind.M0));
        return row with
        {
            H = h.Value,
            A = Level(StatisticKind.A).Value,
            M0 = m0.Value,
            StandardErrorH = h.StandardError,
            StandardErrorM0 = m0.StandardError,
            LowerM0 = m0.Lower,
            UpperM0 = m0.Upper,
        };
    }
}
