using NodaTime;

namespace PovertyMonitor.Musdes.Sheet;

/// <summary>What is printed for a village's meeting.</summary>
/// <param name="IsKelurahan">Whether the village is a kelurahan, which meets as a muskel under its lurah.</param>
/// <param name="Village">The village's name.</param>
/// <param name="VillageCode">Its Kemendagri code.</param>
/// <param name="District">The district's name.</param>
/// <param name="Regency">The regency's name.</param>
/// <param name="Round">The round; absent for the current figure.</param>
/// <param name="Measure">The measure's name.</param>
/// <param name="KnownOn">The place of the log that the figures were as of.</param>
/// <param name="DrawnOn">The day the list was drawn.</param>
/// <param name="ListNumber">Which list of that village and round it is.</param>
/// <param name="ObjectionDays">For how many working days objections are taken; absent where the regency has not set it.</param>
/// <param name="Lines">The lines.</param>
internal sealed record SheetModel(
    bool IsKelurahan, string Village, string VillageCode, string District, string Regency, string? Round, string Measure, long KnownOn, LocalDate DrawnOn,
    int ListNumber, int? ObjectionDays, IReadOnlyList<SheetLine> Lines);

/// <summary>A line of it.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Head">The name of the household's head, for those who may read it.</param>
/// <param name="Rt">The neighbourhood.</param>
/// <param name="Rw">The hamlet.</param>
/// <param name="DasaWisma">The Dasa Wisma group.</param>
/// <param name="Persons">The household's members.</param>
/// <param name="Deprivations">In what it is deprived, in words.</param>
/// <param name="Gone">What became of it since, where it is here no more.</param>
internal sealed record SheetLine(int Number, string? Head, string? Rt, string? Rw, string? DasaWisma, int Persons, IReadOnlyList<string> Deprivations, string? Gone);
