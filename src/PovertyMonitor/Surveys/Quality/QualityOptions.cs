using Microsoft.Extensions.Options;

namespace PovertyMonitor.Surveys.Quality;

/// <summary>The section <c>PovertyMonitor:Quality</c>: from where on something about a submission is odd.</summary>
internal sealed class QualityOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "PovertyMonitor:Quality";

    /// <summary>The fewest seconds that an interview takes per member of the household, 0 to 3,600.</summary>
    public int SecondsPerMember { get; set; } = 60;

    /// <summary>The coarsest accuracy of a position, in metres, 1 to 100,000.</summary>
    public int AccuracyMetres { get; set; } = 100;

    /// <summary>The youngest head of a household, in completed years, 0 to 30.</summary>
    public int HeadYears { get; set; } = 12;

    /// <summary>By how many years a mother is older than her child at least, 0 to 30.</summary>
    public int MotherYears { get; set; } = 10;
}

/// <summary>Refuses a start with a limit that could never be meant.</summary>
internal sealed class QualityOptionsValidator : IValidateOptions<QualityOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, QualityOptions options)
    {
        (string Setting, int Value, int Least, int Most)[] limits =
        [
            (nameof(options.SecondsPerMember), options.SecondsPerMember, 0, 3600), (nameof(options.AccuracyMetres), options.AccuracyMetres, 1, 100_000),
            (nameof(options.HeadYears), options.HeadYears, 0, 30), (nameof(options.MotherYears), options.MotherYears, 0, 30),
        ];
        var faults = limits.Where(l => l.Value < l.Least || l.Value > l.Most)
            .Select(l => $"The setting {QualityOptions.Section}:{l.Setting} must be {l.Least} to {l.Most}.").ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
