namespace PovertyMonitor.AlkireFoster;

/// <summary>How many households, and how many persons in them, gave exactly these answers.</summary>
/// <param name="Mask">Bit j is set where the household is deprived in indicator j.</param>
/// <param name="Missing">Bit j is set where indicator j is unknown; never together with the bit in the mask.</param>
/// <param name="Households">Number of households.</param>
/// <param name="Persons">Number of persons living in them (usual residents).</param>
public readonly record struct MaskCell(uint Mask, uint Missing, long Households, long Persons);
