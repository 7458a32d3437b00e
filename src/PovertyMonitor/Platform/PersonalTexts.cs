namespace PovertyMonitor.Platform;

/// <summary>Finds in a free text what may not go into an event, a message or the open: a number of a person or an address of mail.</summary>
internal static class PersonalTexts
{
    /// <summary>Whether there is one in a text.</summary>
    public static bool AreIn(string text) => PersonalNumbers.AreIn(text) || MailAddresses.AreIn(text);
}
