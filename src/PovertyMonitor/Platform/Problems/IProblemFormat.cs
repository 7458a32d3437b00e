namespace PovertyMonitor.Platform.Problems;

/// <summary>Metadata of an endpoint whose clients don't read problem+json: how they are told what is wrong.</summary>
internal interface IProblemFormat
{
    /// <summary>Writes the body of an answer whose status and language are set.</summary>
    /// <param name="context">The call.</param>
    /// <param name="message">What is wrong and what to do, in the reader's language.</param>
    Task WriteAsync(HttpContext context, string message);
}
