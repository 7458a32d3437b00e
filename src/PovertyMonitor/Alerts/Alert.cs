using NodaTime;
using PovertyMonitor.Alerts.Rules;

namespace PovertyMonitor.Alerts;

/// <summary>What an agency is told. It holds no name, no number and no exact place.</summary>
/// <param name="Id">The same whenever the same cause raises the same rule about the same subject: repeats can be told by it.</param>
/// <param name="Kind">The rule's code.</param>
/// <param name="Revision">The rule's revision.</param>
/// <param name="Audience">The code of whom it concerns.</param>
/// <param name="Severity">How urgent it is.</param>
/// <param name="Regency">The regency's Kemendagri code.</param>
/// <param name="Area">The Kemendagri code of the area it is about: a village, or the regency.</param>
/// <param name="Subject">Whom or what it is about: a household's id, an area's code, an indicator's or a device's.</param>
/// <param name="Cause">What raised it: a submission, a change, a round or a day.</param>
/// <param name="CausedAt">When that was.</param>
/// <param name="On">The day of it, in the regency.</param>
/// <param name="Measure">The measure revision, code@revision.</param>
public sealed record Alert(
    Guid Id, string Kind, int Revision, string Audience, AlertSeverity Severity, string Regency, string Area, string Subject, string Cause,
    Instant CausedAt, LocalDate On, string Measure)
{
    /// <summary>The village's code; absent where it is about the regency.</summary>
    public string? Village { get; init; }

    /// <summary>The hamlet (RW) within the village.</summary>
    public string? Hamlet { get; init; }

    /// <summary>The Dasa Wisma group, whose cadre can find the household.</summary>
    public string? DasaWisma { get; init; }

    /// <summary>The household's id, where it is about one.</summary>
    public Guid? Household { get; init; }

    /// <summary>The survey round's code.</summary>
    public string? Round { get; init; }

    /// <summary>The codes of the indicators that matter, in which there is a deprivation.</summary>
    public IReadOnlyList<string> Deprivations { get; init; } = [];

    /// <summary>The score, share or number that reached the threshold, such as <c>7/18</c>.</summary>
    public string? Value { get; init; }

    /// <summary>The threshold, target or number of days it is held against.</summary>
    public string? Limit { get; init; }

    /// <summary>How many households or alerts it rests on.</summary>
    public int? Count { get; init; }
}
