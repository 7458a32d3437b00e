using System.Collections.Immutable;
using NodaTime;

namespace PovertyMonitor.Measures;

/// <summary>A measure as its events tell it.</summary>
/// <param name="Code">The code.</param>
/// <param name="Latest">The number of the latest revision; 0 where there is none.</param>
/// <param name="Proposed">The revision that waits for adoption.</param>
/// <param name="Adopted">The adopted revisions, by their effective dates.</param>
/// <param name="RetiredFrom">The first day on which the measure is not in force.</param>
internal sealed record MeasureState(
    string Code, int Latest, MeasureRevision? Proposed, ImmutableArray<AdoptedRevision> Adopted, LocalDate? RetiredFrom)
{
    public static MeasureState Of(string code, IEnumerable<object> events) =>
        events.Aggregate(new MeasureState(code, 0, null, [], null), (state, e) => state.After(e));

    /// <summary>The revision in force on a day.</summary>
    public AdoptedRevision? InForceOn(LocalDate day) => RetiredFrom <= day ? null : Adopted.LastOrDefault(a => a.EffectiveFrom <= day);

    public MeasureState After(object happened) => happened switch
    {
        MeasureProposed e => this with { Latest = e.Revision, Proposed = new(e.Revision, e.Definition) },
        MeasureRevised e => this with { Latest = e.Revision, Proposed = new(e.Revision, e.Definition) },
        MeasureAdopted e => this with
        {
            Proposed = Proposed?.Number == e.Revision ? null : Proposed,
            Adopted = Adopted.Add(new(e.Revision, e.Definition, e.EffectiveFrom)),
        },
        MeasureRetired e => this with { Proposed = null, RetiredFrom = e.RetiredFrom },
        _ => this,
    };
}

/// <summary>A proposed revision.</summary>
internal sealed record MeasureRevision(int Number, MeasureDefinition Definition);

/// <summary>An adopted revision.</summary>
internal sealed record AdoptedRevision(int Number, MeasureDefinition Definition, LocalDate EffectiveFrom);
