namespace PovertyMonitor.Alerts.Areas;

/// <summary>How a village's figure rose among the households that were interviewed there in two rounds.</summary>
/// <param name="Village">The village's code.</param>
/// <param name="Households">How many households that were.</param>
/// <param name="Rise">The change of M0, or of an indicator's censored headcount, weighted by the persons then.</param>
/// <param name="HalfWidth">Half the width of its 95 % interval: nothing of a census; <see langword="null"/> of a sample whose design gives no error.</param>
internal sealed record VillageRise(string Village, long Households, double Rise, double? HalfWidth);

/// <summary>Households of a village with the same masks in two rounds.</summary>
/// <param name="Village">The village's code.</param>
/// <param name="First">How they stood then.</param>
/// <param name="Second">How they stand.</param>
/// <param name="Households">How many they are.</param>
/// <param name="Persons">Their persons then.</param>
internal sealed record Stayers(string Village, Masked First, Masked Second, long Households, long Persons);

/// <summary>What is known of a household's deprivations.</summary>
/// <param name="Deprived">The indicators in which it is deprived.</param>
/// <param name="Missing">Those that are not known.</param>
internal readonly record struct Masked(uint Deprived, uint Missing);
