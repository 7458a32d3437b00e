using NodaTime;

namespace PovertyMonitor.Surveys.Kept;

/// <summary>What is known of a submission beside what it says.</summary>
/// <param name="SubmissionId">Its id.</param>
/// <param name="State"><c>taken</c>, <c>waiting</c> (for the submission it corrects), <c>review</c> (for a person), <c>rejected</c> or <c>withdrawn</c> (rejected after it was taken).</param>
/// <param name="Reason">The problem's code, where it is not taken.</param>
/// <param name="Sender">Who sent it.</param>
/// <param name="Device">The device's code.</param>
/// <param name="Door">How it came in: <c>json</c>, <c>openRosa</c> or <c>file</c>.</param>
/// <param name="Village">The village's code, as far as it can be told.</param>
/// <param name="Round">The round's code.</param>
/// <param name="ReceivedAt">When it was received.</param>
/// <param name="IsLate">Whether it was visited after its round's last day, or received after the days of grace that follow; it counts all the same.</param>
/// <param name="SupersededBy">The correction taken of it.</param>
/// <param name="Content">The keyed hash of its content, in hexadecimal.</param>
/// <param name="OtherContents">Other contents that came under its id, by their keyed hash; none of them was taken under this id.</param>
/// <param name="Attachments">The files it names or that came with it.</param>
internal sealed record KeptSubmission(
    Guid SubmissionId, string State, string? Reason, string Sender, string? Device, string Door, string? Village, string? Round, Instant ReceivedAt, bool IsLate,
    Guid? SupersededBy, string Content, IReadOnlyList<string> OtherContents, IReadOnlyList<KeptAttachment> Attachments);

/// <summary>A file that a submission names.</summary>
/// <param name="Name">The name the submission gives it.</param>
/// <param name="MediaType">Its media type.</param>
/// <param name="SizeBytes">Its size; 0 where it is missing.</param>
/// <param name="IsMissing">Whether it has not come yet.</param>
/// <param name="Content">The keyed hash of its content, in hexadecimal; absent where it is missing.</param>
/// <param name="OtherContents">Other contents that came later under its name, by their keyed hash; none of them replaces the first.</param>
internal sealed record KeptAttachment(string Name, string MediaType, long SizeBytes, bool IsMissing, string? Content, IReadOnlyList<string> OtherContents);

/// <summary>Bytes as they came.</summary>
/// <param name="MediaType">Their media type as the client gave it.</param>
/// <param name="Bytes">They.</param>
internal sealed record KeptFile(string MediaType, byte[] Bytes);
