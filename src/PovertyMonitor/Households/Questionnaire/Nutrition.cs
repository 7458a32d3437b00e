using NodaTime;

namespace PovertyMonitor.Households.Questionnaire;

/// <summary>A measurement of a member's weight and height: facts only, z-scores and body mass index are computed from them.</summary>
public sealed record Nutrition
{
    /// <summary>Weight, in kilograms.</summary>
    [Question("Weight (kg)", "Berat badan (kg)", Min = 0.5, Max = 300)]
    public decimal? WeightKg { get; init; }

    /// <summary>Length (lying, under two years) or height (standing), in centimetres.</summary>
    [Question("Height or length (cm)", "Tinggi atau panjang badan (cm)", Min = 30, Max = 250)]
    public decimal? HeightCm { get; init; }

    /// <summary>The day of the measurement.</summary>
    [Question("Measured on", "Tanggal pengukuran")]
    public LocalDate? MeasuredOn { get; init; }

    /// <summary>Where the figures come from.</summary>
    [Question("Source", "Sumber data")]
    public NutritionSource? Source { get; init; }
}

/// <summary>Where a measurement of nutrition comes from.</summary>
public enum NutritionSource
{
    /// <summary>Measured at the interview.</summary>
    [Choice("Measured now", "Diukur saat wawancara")] Measured,

    /// <summary>Copied from the record of the Posyandu (health post), such as the child's KIA book.</summary>
    [Choice("Posyandu record", "Catatan Posyandu")] PosyanduRecord,
}
