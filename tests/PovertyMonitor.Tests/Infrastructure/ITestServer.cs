namespace PovertyMonitor.Tests.Infrastructure;

/// <summary>A running PostgreSQL that ends when it is disposed of.</summary>
internal interface ITestServer : IAsyncDisposable
{
    /// <summary>What it is, in a word that can be asked for: <c>container</c> or <c>embedded</c>.</summary>
    string Kind { get; }

    /// <summary>Where it comes from, for the reader of a test log.</summary>
    string Origin { get; }

    /// <summary>How its superuser reaches its database <c>postgres</c>.</summary>
    string ConnectionString { get; }
}
