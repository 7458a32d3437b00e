using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys.OpenRosa;

/// <summary>One service for the classes that post as phones do: each test has a phone and submissions of its own.</summary>
[CollectionDefinition(Name)]
public sealed class PostingApp : ICollectionFixture<SharedApp>
{
    public const string Name = "phones";
}
