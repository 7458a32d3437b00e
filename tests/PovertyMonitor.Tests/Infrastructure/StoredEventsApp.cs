namespace PovertyMonitor.Tests.Infrastructure;

/// <summary>One service for the classes that only read, or load stored events.</summary>
[CollectionDefinition(Name)]
public sealed class StoredEventsApp : ICollectionFixture<SharedApp>
{
    public const string Name = "stored events";
}
