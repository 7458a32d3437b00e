namespace PovertyMonitor.Measures.CommandLine;

/// <summary>The file or an option is not as it should be; the message names the place and what belongs there.</summary>
internal sealed class WrongInputException(string message, Exception? cause = null) : Exception(message, cause);
