using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Duplicates;

/// <summary>
/// One service for the tests here that don't search, for a search learns from all there is. Each has a village and numbers of
/// its own: by a number what is alike is found in other villages too.
/// </summary>
[CollectionDefinition(Name)]
public sealed class DuplicateApp : ICollectionFixture<SharedApp>
{
    public const string Name = "duplicates";
}
