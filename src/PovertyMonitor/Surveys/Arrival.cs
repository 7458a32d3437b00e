using PovertyMonitor.Access;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys;

/// <summary>One submission as it came in by any door, read as far as it could be.</summary>
internal sealed record Arrival
{
    /// <summary>Made by the client; the same on every retry.</summary>
    public required Guid SubmissionId { get; init; }

    /// <summary>The keyed hash of what makes a submission the same one; see <see cref="ContentHash"/>.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>The bytes as they came.</summary>
    public required RawContent Raw { get; init; }

    /// <summary>Who sent it.</summary>
    public required Sender Sender { get; init; }

    /// <summary>What it says; <see langword="null"/> where it could not be read.</summary>
    public Submission? Submission { get; init; }

    /// <summary>What identifies the household and its members.</summary>
    public PersonalData Personal { get; init; } = PersonalData.None;

    /// <summary>Why it can't be taken as it is, by a problem without places: it then goes to the review queue. The intake adds reasons of its own.</summary>
    public Problem? Reason { get; init; }

    /// <summary>Files that the submission names, by the names it gives them; some may come later or never.</summary>
    public IReadOnlyList<string> Attachments { get; init; } = [];

    /// <summary>The village it is about, as far as it can be told, for a submission that could not be read.</summary>
    public string? Village { get; init; }

    /// <summary>The same under another id.</summary>
    public Arrival Under(Guid id) => this with { SubmissionId = id, Submission = Submission is null ? null : Submission with { SubmissionId = id } };
}

/// <summary>Bytes as they came.</summary>
/// <param name="Bytes">They.</param>
/// <param name="MediaType">Their media type, such as <c>application/json</c>.</param>
/// <param name="Form">The OpenRosa form they fill.</param>
/// <param name="FormVersion">Its version.</param>
internal sealed record RawContent(ReadOnlyMemory<byte> Bytes, string MediaType, string? Form = null, string? FormVersion = null);

/// <summary>Who sent a submission, and from where.</summary>
/// <param name="Caller">The person or program, with the areas it may submit for.</param>
/// <param name="Door">How it came in.</param>
/// <param name="Device">The device's code, where the door knows it.</param>
internal sealed record Sender(Caller Caller, Door Door, string? Device = null);

/// <summary>The entrances for surveys.</summary>
internal enum Door
{
    /// <summary>The JSON interface.</summary>
    Json,

    /// <summary>An OpenRosa client such as ODK Collect.</summary>
    OpenRosa,

    /// <summary>A census file, CSV or XLSX.</summary>
    File,
}
