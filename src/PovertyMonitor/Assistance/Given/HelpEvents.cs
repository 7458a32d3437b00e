using NodaTime;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Assistance.Given;

/// <summary>A household was given something under a programme. It says nothing of what came of it.</summary>
/// <param name="AssistanceId">The record's id, made by the client.</param>
/// <param name="Programme">The programme's code.</param>
/// <param name="GivenOn">When it was given, in the regency's time.</param>
/// <param name="Amount">How much money, in whole rupiah, or what the goods were worth; absent for a service.</param>
/// <param name="Service">The code of the service; absent where an amount is given.</param>
/// <param name="Agency">The code of the agency that gave it.</param>
/// <param name="By">Who recorded it: the id at the issuer of the token, not a name.</param>
public sealed record AssistanceRecorded(Guid AssistanceId, string Programme, LocalDate GivenOn, long? Amount, string? Service, string Agency, string By);

/// <summary>A household was referred to an agency.</summary>
/// <param name="ReferralId">The referral's id, made by the client.</param>
/// <param name="MadeOn">When, in the regency's time.</param>
/// <param name="Agency">The code of the agency it was referred to.</param>
/// <param name="Service">The code of what for.</param>
/// <param name="By">Who referred it: the id at the issuer of the token.</param>
public sealed record ReferralMade(Guid ReferralId, LocalDate MadeOn, string Agency, string Service, string By);

/// <summary>An agency answered a referral.</summary>
/// <param name="ReferralId">The referral.</param>
/// <param name="Answer">What it answered.</param>
/// <param name="AnsweredOn">When, in the regency's time.</param>
/// <param name="By">Who recorded the answer.</param>
public sealed record ReferralAnswered(Guid ReferralId, ReferralAnswer Answer, LocalDate AnsweredOn, string By);

/// <summary>What an agency says to a referral.</summary>
public enum ReferralAnswer
{
    /// <summary>It will see to it.</summary>
    [Choice("Accepted", "Diterima")] Accepted,

    /// <summary>It will not.</summary>
    [Choice("Refused", "Ditolak")] Refused,

    /// <summary>It has seen to it.</summary>
    [Choice("Served", "Dilayani")] Served,
}
