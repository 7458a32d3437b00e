using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Musdes;

/// <summary>One service for every class here that needs one: each test has a village or streams of its own.</summary>
[CollectionDefinition(Name)]
public sealed class MusdesApp : ICollectionFixture<SharedApp>
{
    public const string Name = "musdes";
}
