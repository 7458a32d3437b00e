using PovertyMonitor.Platform;

namespace PovertyMonitor.Musdes;

/// <summary>The event streams of lists and decrees.</summary>
internal static class ListStream
{
    private static readonly Guid Lists = new("7d0f5c7e-54c5-4a3b-9a57-0d0b6a3c1f52");
    private static readonly Guid Decrees = new("b3a6f0de-8f0b-4f44-8b0c-51f6a0a2a9c7");

    /// <summary>A list's id, which is its stream's.</summary>
    public static Guid Of(string village, string? round, int number) => NameBasedGuid.Create(Lists, $"{village}/{round}/{number}");

    /// <summary>The id of a decree's stream.</summary>
    public static Guid OfDecree(string number) => NameBasedGuid.Create(Decrees, number);
}
