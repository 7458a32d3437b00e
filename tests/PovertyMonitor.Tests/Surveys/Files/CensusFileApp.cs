using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys.Files;

/// <summary>One service for the classes that bring census files: each test has households of its own.</summary>
[CollectionDefinition(Name)]
public sealed class CensusFileApp : ICollectionFixture<SharedApp>
{
    public const string Name = "census files";
}
