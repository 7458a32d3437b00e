using Microsoft.Extensions.Options;

namespace PovertyMonitor.Platform.Requests;

/// <summary>The section <c>PovertyMonitor:Busy</c>: how much is worked on at once before senders are asked to come later.</summary>
internal sealed class BusyOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "PovertyMonitor:Busy";

    /// <summary>Requests worked on at once, 1 to 10,000; most of them wait for their sender.</summary>
    public int Requests { get; set; } = 128;

    /// <summary>Requests that may wait for one of those to end, 0 to 10,000.</summary>
    public int Waiting { get; set; } = 32;

    /// <summary>Transactions of the intake at once, 1 to 1,000; fewer than the database takes connections.</summary>
    public int Transactions { get; set; } = 16;

    /// <summary>After how many seconds a sender is told to come later when the database does not answer, 1 to 300.</summary>
    public int PatienceSeconds { get; set; } = 20;
}

/// <summary>Refuses a start with a limit that could never be meant.</summary>
internal sealed class BusyOptionsValidator : IValidateOptions<BusyOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, BusyOptions options)
    {
        (string Setting, int Value, int Least, int Most)[] limits =
        [
            (nameof(options.Requests), options.Requests, 1, 10_000), (nameof(options.Waiting), options.Waiting, 0, 10_000),
            (nameof(options.Transactions), options.Transactions, 1, 1000), (nameof(options.PatienceSeconds), options.PatienceSeconds, 1, 300),
        ];
        var faults = limits.Where(l => l.Value < l.Least || l.Value > l.Most)
            .Select(l => $"The setting {BusyOptions.Section}:{l.Setting} must be {l.Least} to {l.Most}.").ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
