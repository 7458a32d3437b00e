using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Measures;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Villages;

/// <summary>Which figures are asked for: of which measure, of a round or the current ones, and of which part of what is known.</summary>
internal sealed record FigureQuestion(CompiledMeasure Measure, string? Round)
{
    /// <summary>Which part of what is known.</summary>
    public FigureSlice Slice { get; init; } = FigureSlice.Whole;

    /// <summary>The poverty cutoff: the measure's, where no other is asked for.</summary>
    public Fraction Cutoff => Slice.Cutoff ?? Measure.Cutoff;

    /// <summary>The figures of a histogram.</summary>
    public PovertyIndex IndexOf(MaskHistogram histogram) => PovertyIndex.Of(Measure.Structure, Cutoff, histogram, Measure.MissingRule);

    /// <summary>The measure where none is named.</summary>
    public const string DefaultMeasure = ShippedMeasures.GlobalMpi;

    public string ScopeCode => Round ?? Scope.Current;

    /// <summary>Finds the measure, its latest revision where none is named, and the round; or says what is wrong.</summary>
    public static async Task<(FigureQuestion? Question, ProblemResult? Problem)> ReadAsync(
        string? measure, string? round, string tenant, PovertyReader reader, CancellationToken ct)
    {
        var state = await reader.StateAsync(tenant, ct);
        if (state.RebuildUpTo is not null) return (null, VillageProblems.RebuildingOf(state));
        var known = await reader.MeasuresAsync(tenant, ct);
        var named = measure ?? DefaultMeasure;
        if (VillageProblems.FillingOf(state, named, known) is { } filling) return (null, filling);
        var found = known.LastOrDefault(m => m.Id == named || m.Definition.Code == named);
        if (found is null)
            return (null, VillageProblems.UnknownMeasure.Result(("measure", named), ("known", string.Join(", ", known.Select(m => m.Id)))));
        if (round is null) return (new(found, null), null);
        var rounds = await reader.VisitedRoundsAsync(tenant, ct);
        return rounds.Contains(round)
            ? (new(found, round), null)
            : (null, VillageProblems.UnknownRound.Result(("round", round), ("known", string.Join(", ", rounds))));
    }
}
