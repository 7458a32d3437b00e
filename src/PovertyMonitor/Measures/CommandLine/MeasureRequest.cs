using PovertyMonitor.AlkireFoster;
using PovertyMonitor.AlkireFoster.Sampling;

namespace PovertyMonitor.Measures.CommandLine;

/// <summary>What a statistician asked for.</summary>
internal sealed record MeasureRequest
{
    public required string File { get; init; }

    public required MeasureStructure Measure { get; init; }

    /// <summary>Assesses the answers that the file holds; null where it holds indicators.</summary>
    public CompiledMeasure? Assessing { get; init; }

    public required IReadOnlyList<Fraction> Cutoffs { get; init; }

    public IReadOnlyList<string> By { get; init; } = [];

    public string? Weight { get; init; }

    public string? Strata { get; init; }

    public string? Psu { get; init; }

    public string? Round { get; init; }

    /// <summary>Years between the rounds; null leaves the annual changes out.</summary>
    public double? Years { get; init; }

    public MissingRule Missing { get; init; } = MissingRule.DropHousehold;

    public LonelyPsu LonelyPsu { get; init; } = LonelyPsu.Fail;

    /// <summary>Whether the file is a sample with a design, so that figures have standard errors.</summary>
    public bool IsSample => Strata is not null || Psu is not null;

    /// <summary>The columns to read, without any name met yet.</summary>
    public HouseholdColumns Columns() => new(
        Assessing is null ? [.. Measure.Indicators.Select(i => i.Code)] : [], Weight, Key(Strata), Key(Psu), Key(Round), [.. By.Select(b => new KeyColumn(b))])
    {
        Answers = Assessing is null ? null : new AnswerColumns(Assessing),
    };

    private static KeyColumn? Key(string? column) => column is null ? null : new KeyColumn(column);
}
