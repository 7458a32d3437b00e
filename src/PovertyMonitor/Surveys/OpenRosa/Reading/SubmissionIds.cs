using PovertyMonitor.Platform;

namespace PovertyMonitor.Surveys.OpenRosa.Reading;

/// <summary>The ids of submissions whose clients write them as text.</summary>
internal static class SubmissionIds
{
    private const string Prefix = "uuid:";
    private static readonly Guid Space = new("b4c1f0de-6f0c-4d53-93a1-0a3f6c1e7a52");

    /// <summary>The id in <c>uuid:…</c>; of any other text an id that is always the same for it.</summary>
    public static Guid Of(string instanceId) =>
        instanceId.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && Guid.TryParseExact(instanceId[Prefix.Length..], "D", out var id) && id != Guid.Empty
            ? id
            : NameBasedGuid.Create(Space, instanceId);

    /// <summary>The id of a submission that has none: the same for the same bytes.</summary>
    /// <param name="hash">The hash of its content.</param>
    public static Guid OfContent(byte[] hash) => NameBasedGuid.Create(Space, Convert.ToHexString(hash));

    /// <summary>The id of a submission whose own is that of a submission of another form.</summary>
    public static Guid InForm(string formId, Guid id) => NameBasedGuid.Create(Space, $"{formId}/{id}");
}
