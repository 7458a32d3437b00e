using System.Globalization;
using PovertyMonitor.Commitments.Indicators;

namespace PovertyMonitor.Commitments;

/// <summary>Reads the indicators of plans that were agreed before indicators were expressions.</summary>
internal static class AgreedIndicators
{
    private static readonly Wording Round = new("Angka satu putaran survei, dari tabel proyeksi layanan ini.", "The figure of one survey round, from this service's projection.");

    /// <summary>The same indicator by its expression.</summary>
    public static IndicatorDefinition DefinitionOf(AgreedIndicator agreed) => new(
        agreed.Code, agreed.Name, ExpressionOf(agreed), agreed.Measure, agreed.Unit, agreed.Direction, agreed.Baseline,
        // All that were agreed in this form are due at the end of a year.
        [new(agreed.Target.Due.Year, (Checkpoint)((agreed.Target.Due.Month - 1) / 3), agreed.Target.Kind, agreed.Target.Value, agreed.Target.Agreed, agreed.Target.Source)],
        agreed.Figure == Figure.Coverage ? Control.Villages : Control.OwnOffices, Frequency.Yearly, [], null,
        new(agreed.Name, agreed.Figure is Figure.AdjustedHeadcount or Figure.Headcount ? "1.2.2" : null, Method: Round));

    private static string ExpressionOf(AgreedIndicator agreed) => agreed.Figure switch
    {
        Figure.AdjustedHeadcount => "m0",
        Figure.Headcount => "h",
        Figure.Coverage => "coverage",
        Figure.VillagesAboveThreshold => string.Create(CultureInfo.InvariantCulture, $"villages(h > {agreed.Threshold})"),
        _ => throw new ArgumentOutOfRangeException(nameof(agreed), agreed.Figure, "A figure no round has."),
    };
}
