using NodaTime;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Measures;

/// <summary>A measure in a list.</summary>
/// <param name="Code">The code.</param>
/// <param name="Name">The name, in the reader's language.</param>
/// <param name="Status">proposed, adopted or retired.</param>
/// <param name="Incomplete">Whether its document says that something of its source is not in it.</param>
/// <param name="Revisions">The adopted revisions.</param>
/// <param name="Waiting">The revision that waits for adoption.</param>
internal sealed record MeasureSummary(
    string Code, string Name, string Status, bool Incomplete, IReadOnlyList<AdoptedView> Revisions, int? Waiting)
{
    public static MeasureSummary Of(MeasureState state, Language language)
    {
        var latest = (state.Proposed?.Definition ?? state.Adopted[^1].Definition)!;
        return new(
            state.Code, latest.Name.In(language), MeasureView.StatusOf(state), latest.Incomplete is not null, AdoptedView.Of(state), state.Proposed?.Number);
    }
}

/// <summary>An adopted revision.</summary>
/// <param name="Id">The id under which figures are asked for, such as <c>global-mpi-2018@1</c>.</param>
/// <param name="Revision">The revision.</param>
/// <param name="EffectiveFrom">The first day on which its figures are the measure's.</param>
internal sealed record AdoptedView(string Id, int Revision, LocalDate EffectiveFrom)
{
    public static IReadOnlyList<AdoptedView> Of(MeasureState state) =>
        [.. state.Adopted.Select(a => new AdoptedView(CompiledMeasure.IdOf(state.Code, a.Number), a.Number, a.EffectiveFrom))];
}

/// <summary>A measure with its documents.</summary>
/// <param name="Code">The code.</param>
/// <param name="Status">proposed, adopted or retired.</param>
/// <param name="RetiredFrom">The first day on which it is not in force.</param>
/// <param name="Revisions">The adopted revisions.</param>
/// <param name="Definition">The document of the revision adopted last.</param>
/// <param name="Waiting">The revision that waits for adoption.</param>
/// <param name="WaitingDefinition">Its document.</param>
internal sealed record MeasureView(
    string Code, string Status, LocalDate? RetiredFrom, IReadOnlyList<AdoptedView> Revisions, MeasureDefinition? Definition,
    int? Waiting, MeasureDefinition? WaitingDefinition)
{
    public static MeasureView Of(MeasureState state) => new(
        state.Code, StatusOf(state), state.RetiredFrom, AdoptedView.Of(state), state.Adopted.LastOrDefault()?.Definition,
        state.Proposed?.Number, state.Proposed?.Definition);

    public static string StatusOf(MeasureState state) =>
        state.RetiredFrom is not null ? "retired" : state.Adopted.IsEmpty ? "proposed" : "adopted";
}

/// <summary>A measure's texts in the reader's language.</summary>
internal static class BilingualInLanguage
{
    public static string In(this Bilingual text, Language language) => language == Language.English ? text.En : text.Id;
}
