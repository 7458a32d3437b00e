using PovertyMonitor.AlkireFoster;
using PovertyMonitor.AlkireFoster.Sampling;

namespace PovertyMonitor.Villages.Figures;

/// <summary>A change between two rounds of which at least one visits a sample.</summary>
/// <param name="question">The question about the first round.</param>
/// <param name="first">The first round's sample; <see langword="null"/> for a census.</param>
/// <param name="second">The second round's.</param>
internal sealed class SampleChange(FigureQuestion question, RoundSample? first, RoundSample? second)
{
    // The normal distribution's quantile, as the library takes it for changes.
    private const double Quantile = 1.9599639845400545;

    /// <summary>The first round's figures; <see langword="null"/> for a census.</summary>
    public ChangeSide? First => SideOf(first);

    /// <summary>The second round's figures.</summary>
    public ChangeSide? Second => SideOf(second);

    /// <summary>Reads the samples; <see langword="null"/> where both rounds are censuses.</summary>
    public static async Task<SampleChange?> ReadAsync(string tenant, FigureQuestion first, string second, string area, SampleReader samples, CancellationToken ct)
    {
        var (one, two) = (await samples.IsSampleAsync(tenant, first.Round, ct), await samples.IsSampleAsync(tenant, second, ct));
        if (!one && !two) return null;
        // Units that both rounds visited are the same units: what they have in common makes the change surer.
        var design = new SampleDesign();
        async Task<RoundSample?> ReadOneAsync(bool isSample, FigureQuestion question) =>
            isSample ? new(question.Measure, (await samples.ReadAsync(tenant, question, area, ct)).Households, design) : null;
        return new(first, await ReadOneAsync(one, first), await ReadOneAsync(two, first with { Round = second }));
    }

    /// <summary>The change of H.</summary>
    public EstimateView DeltaH(ChangeView counted) => Delta(StatisticKind.H, counted.First.H, counted.Second.H);

    /// <summary>The change of M0.</summary>
    public EstimateView DeltaM0(ChangeView counted) => Delta(StatisticKind.M0, counted.First.M0, counted.Second.M0);

    private EstimateView Delta(StatisticKind kind, double? countedFirst, double? countedSecond)
    {
        if (first is not null && second is not null) return EstimateView.Of(first.ChangeTo(second, kind, question.Cutoff));
        // A census has no sampling error: all the error is the sample's.
        var sample = (first ?? second)!;
        var level = sample.Level(sample.Whole, kind, question.Cutoff);
        var value = first is null ? level.Value - countedFirst : countedSecond - level.Value;
        var half = Quantile * level.StandardError;
        return new(value, level.StandardError, value - half, value + half, level.N, value is not null && half is not null ? null : level.Reason == NoValueReason.None ? NoValueReason.NobodyMeasured : level.Reason);
    }

    private ChangeSide? SideOf(RoundSample? sample)
    {
        if (sample is null) return null;
        var levels = Levels.Of(question, sample, sample.Whole);
        return new(sample.Persons, sample.PersonsUsed, levels.H, levels.A, levels.M0);
    }
}
