using PovertyMonitor.Platform;
using Xunit;

namespace PovertyMonitor.Tests.Platform;

public class NameBasedGuidTests
{
    [Fact]
    public void It_is_the_example_of_the_RFC() =>
        Assert.Equal(new Guid("2ed6657d-e927-568b-95e1-2665a8aea6a2"), NameBasedGuid.Create(NameBasedGuid.Dns, "www.example.com"));

    [Fact]
    public void Version_and_variant_are_set()
    {
        var text = NameBasedGuid.Create(NameBasedGuid.Dns, "rumah tangga").ToString();
        Assert.Equal('5', text[14]);
        Assert.Contains(text[19], "89ab");
    }

    [Fact]
    public void Another_name_or_another_namespace_gives_another_id()
    {
        var id = NameBasedGuid.Create(NameBasedGuid.Dns, "a");
        Assert.NotEqual(id, NameBasedGuid.Create(NameBasedGuid.Dns, "b"));
        Assert.NotEqual(id, NameBasedGuid.Create(id, "a"));
    }
}
