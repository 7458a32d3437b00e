using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Villages;

/// <summary>One service for the classes that ask for figures of interviews of rounds that nobody opened: each test has villages of its own.</summary>
[CollectionDefinition(Name)]
public sealed class FigureApp : ICollectionFixture<SharedApp>
{
    public const string Name = "figures";
}
