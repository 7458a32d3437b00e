using NodaTime;

namespace PovertyMonitor.Measures;

/// <summary>The first revision of a measure was proposed and passed the check.</summary>
/// <param name="Measure">The measure's code.</param>
/// <param name="Revision">The revision, from 1.</param>
/// <param name="Definition">The document.</param>
public sealed record MeasureProposed(string Measure, int Revision, MeasureDefinition Definition);

/// <summary>A further revision was proposed and passed the check; those in force stay as they are.</summary>
/// <param name="Measure">The measure's code.</param>
/// <param name="Revision">The new revision.</param>
/// <param name="Definition">The document.</param>
/// <param name="Reason">Why it is revised, for the public.</param>
public sealed record MeasureRevised(string Measure, int Revision, MeasureDefinition Definition, string Reason);

/// <summary>A proposed revision was adopted: from now on every household is assessed with it too.</summary>
/// <param name="Measure">The measure's code.</param>
/// <param name="Revision">The revision.</param>
/// <param name="Definition">The document, so that whoever reads the event needs no other.</param>
/// <param name="EffectiveFrom">The first day on which its figures are the measure's.</param>
public sealed record MeasureAdopted(string Measure, int Revision, MeasureDefinition Definition, LocalDate EffectiveFrom);

/// <summary>A measure is not used any more; its figures stay readable.</summary>
/// <param name="Measure">The measure's code.</param>
/// <param name="RetiredFrom">The first day on which it is not in force.</param>
/// <param name="Reason">Why, for the public.</param>
public sealed record MeasureRetired(string Measure, LocalDate RetiredFrom, string Reason);
