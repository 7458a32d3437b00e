namespace PovertyMonitor.Alerts.Detection;

/// <summary>A rule held of a subject anew: the alert is kept already, or one of its cool-down is to be taken up again.</summary>
/// <param name="Tenant">The regency.</param>
/// <param name="Alert">The alert's id.</param>
/// <param name="Rule">The rule's code.</param>
/// <param name="Subject">Whom or what it is about.</param>
/// <param name="Cause">What raised it.</param>
/// <param name="Facts">What the one that is taken up again tells from now on; absent in messages from before it was told.</param>
public sealed record AlertFound(string Tenant, Guid Alert, string Rule, string Subject, string Cause, AlertFacts? Facts = null);

/// <summary>The cause of an alert, if it was raised, is gone, never was, or is back.</summary>
/// <param name="Tenant">The regency.</param>
/// <param name="Alert">The alert's id.</param>
/// <param name="Became">What became of it.</param>
/// <param name="Through">The submission, change or round that says so.</param>
/// <param name="Rule">The rule's code; absent in messages from before it was told.</param>
/// <param name="Revision">The rule's revision.</param>
/// <param name="Subject">Whom or what it is about.</param>
/// <param name="Cause">The cause that turned; absent of areas, of which one alert is kept in mind at a time.</param>
/// <param name="Facts">What holds now of what is back; absent of households, whose facts are those told before.</param>
/// <param name="Undone">Of what was so after all: the change that had said otherwise and is taken back.</param>
/// <remarks>
/// The alert may be another one's: of what recurs within the cool-down the first alert is taken up again, and an older interview
/// that comes late may put the beginning before the interview that raised it.
/// </remarks>
public sealed record AlertCauseTurned(
    string Tenant, Guid Alert, CauseTurn Became, string Through, string? Rule = null, int Revision = 0, string? Subject = null, string? Cause = null, AlertFacts? Facts = null,
    string? Undone = null);

/// <summary>Somebody took an alert up again: whoever was told of it is told, and the time to acknowledge it begins anew.</summary>
/// <param name="Tenant">The regency.</param>
/// <param name="Alert">The alert's id.</param>
public sealed record AlertTakenUpAgain(string Tenant, Guid Alert);
