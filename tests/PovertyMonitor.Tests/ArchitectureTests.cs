using NetArchTest.Rules;
using PovertyMonitor.AlkireFoster;

namespace PovertyMonitor.Tests;

/// <summary>Data flows one way: a slice knows only those before it.</summary>
public sealed class ArchitectureTests
{
    private const string Root = "PovertyMonitor";

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Platform"] = [],
        ["Access"] = ["Platform"],
        ["Regions"] = ["Access", "Platform"],
        ["Identities"] = ["Access", "Platform"],
        ["Households"] = ["Identities", "Regions", "Access", "Platform"],
        ["Surveys"] = ["Identities", "Households", "Regions", "Access", "Platform"],
        ["Measures"] = ["Households", "AlkireFoster", "Access", "Platform"],
        ["Villages"] = ["Surveys", "Households", "Measures", "Regions", "AlkireFoster", "Access", "Platform"],
        ["Musdes"] = ["Villages", "Measures", "Households", "Identities", "Regions", "AlkireFoster", "Access", "Platform"],
        ["Assistance"] = ["Villages", "Measures", "Surveys", "Identities", "Households", "Regions", "Access", "Platform"],
        ["WorkLists"] = ["Assistance", "Musdes", "Villages", "Measures", "Surveys", "Identities", "Households", "Regions", "AlkireFoster", "Access", "Platform"],
        ["Commitments"] = ["Musdes", "Assistance", "Villages", "Measures", "Households", "Regions", "AlkireFoster", "Access", "Platform"],
        ["Duplicates"] = ["Surveys", "Households", "Identities", "Regions", "Access", "Platform"],
        ["Alerts"] = ["Commitments", "Assistance", "Villages", "Measures", "Surveys", "Identities", "Households", "Regions", "AlkireFoster", "Access", "Platform"],
        ["Reports"] = ["Commitments", "Villages", "Measures", "Surveys", "Households", "Regions", "AlkireFoster", "Access", "Platform"],
        ["Dashboard"] = ["Villages", "Commitments", "Alerts", "Measures", "Regions", "AlkireFoster", "Access", "Platform"],
        ["Simulation"] = ["Surveys", "Identities", "Households", "Regions", "Access", "Platform"],
    };

    public static TheoryData<string> Slices => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Slices))]
    public void A_slice_depends_only_on_those_it_may(string slice)
    {
        var forbidden = Allowed.Keys.Append("AlkireFoster").Except([slice, .. Allowed[slice]]).Select(other => $"{Root}.{other}").ToArray();

        var result = Types.InAssembly(typeof(Application).Assembly)
            .That().ResideInNamespace($"{Root}.{slice}")
            .ShouldNot().HaveDependencyOnAny(forbidden).GetResult();

        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }

    [Fact]
    public void Every_folder_of_the_service_is_a_slice_with_rules()
    {
        var namespaces = typeof(Application).Assembly.GetTypes()
            .Select(type => type.Namespace?.Split('.')).Where(parts => parts is [Root, _, ..]).Select(parts => parts![1]).Distinct();

        Assert.Equal(Allowed.Keys.Order(), namespaces.Order());
    }

    [Fact]
    public void The_statistical_library_needs_nothing_but_the_framework() => Assert.All(
        typeof(MaskHistogram).Assembly.GetReferencedAssemblies(), reference => Assert.StartsWith("System.", reference.Name, StringComparison.Ordinal));
}
