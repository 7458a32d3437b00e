using NodaTime;

namespace PovertyMonitor.Alerts;

/// <summary>What an agency is told about a household. It holds no name, no number and no exact place.</summary>
/// <param name="Id">The same whenever the same submission raises the same rule: repeats can be told by it.</param>
/// <param name="Kind">The rule's code.</param>
/// <param name="Audience">The agency's role, such as <c>dinsos</c>.</param>
/// <param name="Regency">The regency's Kemendagri code.</param>
/// <param name="Village">The village's Kemendagri code.</param>
/// <param name="DasaWisma">The Dasa Wisma group, whose cadre can find the household.</param>
/// <param name="Household">The household's id.</param>
/// <param name="Submission">The submission that raised it.</param>
/// <param name="Round">The survey round's code.</param>
/// <param name="InterviewedOn">The day of the interview, in the regency.</param>
/// <param name="Measure">The measure revision, code@revision.</param>
/// <param name="Deprivations">The codes of the indicators the household is deprived in.</param>
/// <param name="Score">The sum of their weights, such as <c>7/18</c>.</param>
public sealed record Alert(
    Guid Id, string Kind, string Audience, string Regency, string Village, string? DasaWisma, Guid Household, Guid Submission,
    string Round, LocalDate InterviewedOn, string Measure, IReadOnlyList<string> Deprivations, string Score);
