namespace PovertyMonitor.Platform;

/// <summary>A setting that is missing or wrong; the message names it, for a person to put right before the next start.</summary>
/// <param name="setting">The setting's full name, such as <c>PovertyMonitor:DataDirectory</c>.</param>
/// <param name="problem">What is wrong with it, as the rest of a sentence that starts with the name.</param>
internal sealed class SettingException(string setting, string problem) : Exception($"{setting} {problem}.")
{
    public string Setting { get; } = setting;
}
