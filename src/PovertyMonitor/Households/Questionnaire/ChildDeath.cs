using NodaTime;

namespace PovertyMonitor.Households.Questionnaire;

/// <summary>The death of a child of the household; it follows the mother and is counted once.</summary>
public sealed record ChildDeath
{
    /// <summary>The month of death.</summary>
    [Question("Month of death", "Bulan meninggal")]
    public YearMonth? Month { get; init; }

    /// <summary>The age at death, in completed months.</summary>
    [Question("Age at death in months", "Umur saat meninggal (bulan)", Min = 0, Max = 215)]
    public int? AgeMonths { get; init; }

    /// <summary>The mother's <see cref="Member.Id"/>; unknown also where she is no resident.</summary>
    [Question("Mother", "Ibu")]
    public Guid? Mother { get; init; }
}
