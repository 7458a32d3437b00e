using PovertyMonitor.Platform;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Platform;

public sealed class DataDirectoryTests
{
    private readonly string _root = TestRun.NewDirectory("rule");

    [Fact]
    public void A_setting_is_taken_relative_to_the_current_directory()
    {
        Assert.Equal(Path.Combine(_root, "kept"), DataDirectory.Resolve("kept", AppContext.BaseDirectory, _root));
    }

    [Fact]
    public void Without_a_setting_it_lies_beside_the_solution_the_service_was_built_from()
    {
        var checkout = Checkout("built");
        var output = Directory.CreateDirectory(Path.Combine(checkout, "src", "bin", "Debug")).FullName;

        Assert.Equal(Path.Combine(checkout, ".povertymonitor"), DataDirectory.Resolve(null, output, Checkout("other")));
    }

    [Fact]
    public void Published_elsewhere_it_lies_beside_the_solution_above_the_current_directory()
    {
        var checkout = Checkout("current");
        var below = Directory.CreateDirectory(Path.Combine(checkout, "src")).FullName;

        Assert.Equal(Path.Combine(checkout, ".povertymonitor"), DataDirectory.Resolve("", Path.GetPathRoot(_root)!, below));
    }

    [Fact]
    public void Outside_a_checkout_it_lies_in_the_current_directory()
    {
        Assert.Equal(Path.Combine(_root, ".povertymonitor"), DataDirectory.Resolve(null, Path.GetPathRoot(_root)!, _root));
    }

    [Fact]
    public void It_is_closed_to_other_users_and_ignored_by_git()
    {
        var path = Path.Combine(_root, "new");

        DataDirectory.Create(path);
        DataDirectory.Create(path);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(path));
        Assert.Equal("*\n", File.ReadAllText(Path.Combine(path, ".gitignore")));
    }

    [Fact]
    public void One_that_cannot_be_made_is_explained_with_its_setting()
    {
        var file = Path.Combine(_root, "file");
        File.WriteAllText(file, "");

        var failure = Assert.Throws<StartupException>(() => DataDirectory.Create(Path.Combine(file, "below")));

        Assert.Contains("PovertyMonitor:DataDirectory", failure.Message, StringComparison.Ordinal);
    }

    private string Checkout(string name)
    {
        var checkout = Directory.CreateDirectory(Path.Combine(_root, name)).FullName;
        File.WriteAllText(Path.Combine(checkout, "PovertyMonitor.sln"), "");
        return checkout;
    }
}
