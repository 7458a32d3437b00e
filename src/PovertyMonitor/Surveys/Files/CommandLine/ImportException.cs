namespace PovertyMonitor.Surveys.Files.CommandLine;

/// <summary>The import can't go on; the message is for a person.</summary>
internal sealed class ImportException(string message) : Exception(message);
