using System.Net;
using Microsoft.Extensions.Options;
using MimeKit;
using NodaTime;
using NodaTime.Text;

namespace PovertyMonitor.Alerts;

/// <summary>The section <c>PovertyMonitor:Alerts</c>: how alerts leave the service. Times are the regency's (WIB).</summary>
internal sealed class AlertOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "PovertyMonitor:Alerts";

    /// <summary>The beginning of the service's address in links; if not set, <c>PovertyMonitor:PublicAddress</c>, or else where the service listens.</summary>
    public string? PublicAddress { get; set; }

    /// <summary>Networks of the server's own that webhooks may reach, such as <c>10.1.2.0/24</c>; none if not set.</summary>
    public IReadOnlyList<string> AllowedNetworks { get; set; } = [];

    /// <summary>From when no alert but a severe one goes out, such as <c>21:00</c>.</summary>
    public string QuietFrom { get; set; } = "21:00";

    /// <summary>Until when; the same as <see cref="QuietFrom"/> for no quiet hours.</summary>
    public string QuietUntil { get; set; } = "06:00";

    /// <summary>When digests go out.</summary>
    public string DigestAt { get; set; } = "07:00";

    /// <summary>For how many seconds delivery is tried, 1 to 2,592,000; three days if not set.</summary>
    public int RetrySeconds { get; set; } = 259_200;

    /// <summary>The first pause between two attempts, in seconds, 1 to 3,600; each further one is twice as long, up to six hours.</summary>
    public int FirstPauseSeconds { get; set; } = 5;

    /// <summary>How long a receiver may take to answer, in seconds, 1 to 60.</summary>
    public int PatienceSeconds { get; set; } = 10;

    /// <summary>How often area rules are looked at, in seconds, 1 to 86,400.</summary>
    public int AreaCheckSeconds { get; set; } = 900;

    /// <summary>The mail server.</summary>
    public MailOptions Mail { get; set; } = new();

    internal LocalTime Quiet => TimeOf(QuietFrom)!.Value;

    internal LocalTime Loud => TimeOf(QuietUntil)!.Value;

    internal LocalTime Digest => TimeOf(DigestAt)!.Value;

    internal static LocalTime? TimeOf(string text) =>
        LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text) is { Success: true } m ? m.Value
        : LocalTimePattern.ExtendedIso.Parse(text) is { Success: true } s ? s.Value : null;
}

/// <summary>The section <c>PovertyMonitor:Alerts:Mail</c>. Without a host no e-mail leaves.</summary>
internal sealed class MailOptions
{
    /// <summary>The mail server's name.</summary>
    public string? Host { get; set; }

    /// <summary>Its port.</summary>
    public int Port { get; set; } = 587;

    /// <summary>The sender's address.</summary>
    public string From { get; set; } = "povertymonitor@localhost";

    /// <summary>Who logs in; nobody if not set.</summary>
    public string? User { get; set; }

    /// <summary>The password.</summary>
    public string? Password { get; set; }

    /// <summary>Whether the connection must be encrypted (STARTTLS, or TLS on port 465).</summary>
    public bool RequireTls { get; set; } = true;
}

/// <summary>Refuses a start with settings of alerts that can't be meant.</summary>
internal sealed class AlertOptionsValidator : IValidateOptions<AlertOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, AlertOptions options)
    {
        (string Setting, string Value)[] times = [("QuietFrom", options.QuietFrom), ("QuietUntil", options.QuietUntil), ("DigestAt", options.DigestAt)];
        (string Setting, int Value, int Most)[] numbers =
        [
            ("RetrySeconds", options.RetrySeconds, 2_592_000), ("FirstPauseSeconds", options.FirstPauseSeconds, 3600),
            ("PatienceSeconds", options.PatienceSeconds, 60), ("AreaCheckSeconds", options.AreaCheckSeconds, 86_400), ("Mail:Port", options.Mail.Port, ushort.MaxValue),
        ];
        List<string> faults =
        [
            .. times.Where(t => AlertOptions.TimeOf(t.Value) is null).Select(t => $"The setting {AlertOptions.Section}:{t.Setting} must be a time such as 21:00."),
            .. numbers.Where(n => n.Value < 1 || n.Value > n.Most).Select(n => $"The setting {AlertOptions.Section}:{n.Setting} must be 1 to {n.Most}."),
            .. options.AllowedNetworks.Index().Where(n => !IPNetwork.TryParse(n.Item, out _))
                .Select(n => $"The setting {AlertOptions.Section}:AllowedNetworks:{n.Index} must be a network such as 10.1.2.0/24."),
        ];
        if (options.PublicAddress is { Length: > 0 } && !IsWeb(options.PublicAddress))
            faults.Add($"The setting {AlertOptions.Section}:PublicAddress must be an absolute http or https address.");
        if (!MailboxAddress.TryParse(options.Mail.From, out var from) || !from.Address.Contains('@', StringComparison.Ordinal))
            faults.Add($"The setting {AlertOptions.Section}:Mail:From must be an e-mail address.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsWeb(string text) => Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https");
}
