using Microsoft.Extensions.Options;

namespace PovertyMonitor.Reports;

/// <summary>Settings of reports and open data.</summary>
internal sealed class ReportOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "PovertyMonitor:Reports";

    /// <summary>The fewest households of a cell that the public may see, and below the village planners too; 3 to 1,000.</summary>
    public int Threshold { get; set; } = 10;

    /// <summary>Who answers questions about open data; the regency where none is named.</summary>
    public string? ContactName { get; set; }

    /// <summary>That office's e-mail address. No release is approved without it, but in Development: catalogues must name one.</summary>
    public string? ContactEmail { get; set; }

    /// <summary>How many times a minute one sender may give feedback, 1 to 1,000.</summary>
    public int FeedbackPerMinute { get; set; } = 5;
}

/// <summary>Refuses a start with settings that could never be meant.</summary>
internal sealed class ReportOptionsValidator : IValidateOptions<ReportOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, ReportOptions options)
    {
        var faults = new List<string>();
        if (options.Threshold is < 3 or > 1000) faults.Add($"The setting {ReportOptions.Section}:{nameof(options.Threshold)} must be 3 to 1000 households.");
        if (options.FeedbackPerMinute is < 1 or > 1000) faults.Add($"The setting {ReportOptions.Section}:{nameof(options.FeedbackPerMinute)} must be 1 to 1000.");
        if (options.ContactEmail is { } email && (!System.Net.Mail.MailAddress.TryCreate(email, out var address) || address.Address != email))
            faults.Add($"The setting {ReportOptions.Section}:{nameof(options.ContactEmail)} must be an e-mail address, or be left out.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
