using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.WorkLists;

/// <summary>One service for the classes here: each test has a district of its own, in either.</summary>
[CollectionDefinition(Name)]
public sealed class WorkListApp : ICollectionFixture<SharedApp>
{
    public const string Name = "work lists";
}
