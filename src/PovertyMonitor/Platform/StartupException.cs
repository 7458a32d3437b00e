namespace PovertyMonitor.Platform;

/// <summary>
/// The service cannot start for a reason the operator can mend. The message says what is wrong and what to do,
/// and is printed alone, without a stack trace.
/// </summary>
internal sealed class StartupException : Exception
{
    public StartupException(string message) : base(message)
    {
    }

    public StartupException(string message, Exception inner) : base(message, inner)
    {
    }
}
