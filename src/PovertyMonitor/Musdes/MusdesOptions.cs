using Microsoft.Extensions.Options;
using NodaTime.Text;

namespace PovertyMonitor.Musdes;

/// <summary>The section <c>PovertyMonitor:Musdes</c>: deadlines that only the regency can set. One that is not set is shown as such, and nothing is late by it.</summary>
internal sealed class MusdesOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "PovertyMonitor:Musdes";

    /// <summary>For how many working days a result is posted in the village, 1 to 250.</summary>
    public int? PostingWorkingDays { get; set; }

    /// <summary>For how many working days objections to a result are taken, 1 to 250.</summary>
    public int? ObjectionWindowWorkingDays { get; set; }

    /// <summary>Within how many working days an objection has to be answered, 1 to 250.</summary>
    public int? AnswerWorkingDays { get; set; }

    /// <summary>Days from Monday to Friday that are no working days, as 2019-06-05.</summary>
    public IReadOnlyList<string> Holidays { get; set; } = [];
}

/// <summary>Refuses a start with a deadline or a holiday that could never be meant.</summary>
internal sealed class MusdesOptionsValidator : IValidateOptions<MusdesOptions>
{
    private const int MostDays = 250;

    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, MusdesOptions options)
    {
        (string Setting, int? Value)[] deadlines =
        [
            (nameof(options.PostingWorkingDays), options.PostingWorkingDays),
            (nameof(options.ObjectionWindowWorkingDays), options.ObjectionWindowWorkingDays),
            (nameof(options.AnswerWorkingDays), options.AnswerWorkingDays),
        ];
        List<string> faults =
        [
            .. deadlines.Where(d => d.Value is < 1 or > MostDays)
                .Select(d => $"The setting {MusdesOptions.Section}:{d.Setting} must be 1 to {MostDays} working days, or left out."),
            .. options.Holidays.Index().Where(h => !LocalDatePattern.Iso.Parse(h.Item).Success)
                .Select(h => $"The setting {MusdesOptions.Section}:{nameof(options.Holidays)}:{h.Index} must be a date such as 2019-06-05."),
        ];
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }
}
