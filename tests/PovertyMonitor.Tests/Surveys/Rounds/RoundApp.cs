using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys.Rounds;

/// <summary>One service for the classes about rounds: each test has rounds of its own, by which it asks.</summary>
[CollectionDefinition(Name)]
public sealed class RoundApp : ICollectionFixture<SharedApp>
{
    public const string Name = "rounds";
}
