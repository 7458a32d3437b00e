using NodaTime;

namespace PovertyMonitor.Surveys.Rounds;

/// <summary>A survey round was opened: its interviews are taken, and phones see its form.</summary>
/// <param name="Round">The round's code.</param>
/// <param name="By">Who opened it: the id at the issuer of the token, not a name; absent where it was not noted yet.</param>
/// <param name="At">When.</param>
public sealed record RoundOpened(string Round, string? By = null, Instant? At = null);

/// <summary>A survey round was closed: what still comes for it goes to the review queue.</summary>
/// <param name="Round">The round's code.</param>
/// <param name="By">Who closed it; absent where it was not noted yet.</param>
/// <param name="At">When.</param>
public sealed record RoundClosed(string Round, string? By = null, Instant? At = null);

/// <summary>It was stated how a round surveys; a later statement replaces an earlier one.</summary>
/// <param name="Round">The round's code.</param>
/// <param name="Kind">Whether it visits every household or a sample.</param>
/// <param name="From">Its first day, in the regency's time (WIB).</param>
/// <param name="Until">Its last day; a visit after it is late.</param>
/// <param name="GraceDays">Days after the last one in which what was visited in time may still be received without being late.</param>
/// <param name="Measure">The measure it was designed for, by code; absent where none was named.</param>
/// <param name="By">Who stated it.</param>
/// <param name="At">When.</param>
public sealed record RoundDesigned(
    string Round, RoundKind Kind, LocalDate From, LocalDate Until, int GraceDays, string? Measure, string By, Instant At);

/// <summary>A piece of a round's sample; the pieces of one draw together replace every earlier draw.</summary>
/// <param name="Round">The round's code.</param>
/// <param name="Draw">The draw's id, which follows from what is in it.</param>
/// <param name="Piece">This piece's number, from 1.</param>
/// <param name="Pieces">How many pieces the draw has.</param>
/// <param name="Units">Its households.</param>
/// <param name="By">Who stated it.</param>
/// <param name="At">When.</param>
public sealed record SampleDrawn(string Round, Guid Draw, int Piece, int Pieces, IReadOnlyList<SampleUnit> Units, string By, Instant At);

/// <summary>A household of a sample.</summary>
/// <param name="Household">Its id.</param>
/// <param name="Stratum">The stratum's code.</param>
/// <param name="Psu">The code of the primary sampling unit, unique in its stratum.</param>
/// <param name="Weight">How many households it stands for, above 0.</param>
public sealed record SampleUnit(Guid Household, string Stratum, string Psu, decimal Weight);

/// <summary>How many households a round expects in some Dasa Wisma groups; a later statement about a group replaces an earlier one.</summary>
/// <param name="Round">The round's code.</param>
/// <param name="Groups">The groups.</param>
/// <param name="By">Who stated it.</param>
/// <param name="At">When.</param>
public sealed record GroupsExpected(string Round, IReadOnlyList<GroupExpectation> Groups, string By, Instant At);

/// <summary>How many households are expected in a group.</summary>
/// <param name="Village">The village's code.</param>
/// <param name="DasaWisma">The group's name in it.</param>
/// <param name="Households">How many.</param>
public sealed record GroupExpectation(string Village, string DasaWisma, int Households);

/// <summary>Whom a round visits.</summary>
public enum RoundKind
{
    /// <summary>Every household.</summary>
    Census,

    /// <summary>A sample of known weights; no tally counts it as a census.</summary>
    Sample,
}
