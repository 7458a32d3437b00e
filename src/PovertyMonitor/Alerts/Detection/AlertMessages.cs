namespace PovertyMonitor.Alerts.Detection;

/// <summary>A rule held of a subject anew: the alert is kept already, or one of its cool-down is to be taken up again.</summary>
/// <param name="Tenant">The regency.</param>
/// <param name="Alert">The alert's id.</param>
/// <param name="Rule">The rule's code.</param>
/// <param name="Subject">Whom or what it is about.</param>
/// <param name="Cause">What raised it.</param>
public sealed record AlertFound(string Tenant, Guid Alert, string Rule, string Subject, string Cause);

/// <summary>The cause of an alert, if it was raised, is gone, never was, or is back.</summary>
/// <param name="Tenant">The regency.</param>
/// <param name="Alert">The alert's id.</param>
/// <param name="Became">What became of it.</param>
/// <param name="Through">The submission, change or round that says so.</param>
public sealed record AlertCauseTurned(string Tenant, Guid Alert, CauseTurn Became, string Through);
