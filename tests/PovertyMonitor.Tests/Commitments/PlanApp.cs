using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Commitments;

/// <summary>One service for every class here that needs one and changes plans: each test has a plan of its own.</summary>
[CollectionDefinition(Name)]
public sealed class PlanApp : ICollectionFixture<SharedApp>
{
    public const string Name = "plans";
}
