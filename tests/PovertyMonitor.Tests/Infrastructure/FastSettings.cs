namespace PovertyMonitor.Tests.Infrastructure;

/// <summary>Server settings for data that nobody needs after the run.</summary>
internal static class FastSettings
{
    public static IReadOnlyDictionary<string, string> All { get; } = new Dictionary<string, string>
    {
        ["fsync"] = "off",
        ["synchronous_commit"] = "off",
        ["full_page_writes"] = "off",
        ["max_connections"] = "300",
        ["shared_buffers"] = "128MB",
    };
}
