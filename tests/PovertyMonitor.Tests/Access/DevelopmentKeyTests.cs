using System.Runtime.Versioning;
using PovertyMonitor.Access;
using PovertyMonitor.Platform;
using Xunit;

namespace PovertyMonitor.Tests.Access;

public sealed class DevelopmentKeyTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("povertymonitor-test-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void The_first_of_many_at_once_makes_the_key_and_all_use_it()
    {
        for (var round = 0; round < 50; round++)
        {
            var directory = Path.Combine(_directory, $"{round}");
            var keys = new byte[16][];
            Parallel.For(0, keys.Length, i => keys[i] = DevelopmentKey.LoadOrCreate(directory).Key);
            Assert.All(keys, key => Assert.Equal(keys[0], key));
            Assert.Equal(["dev-signing.key"], Directory.GetFiles(directory, "dev-signing*").Select(Path.GetFileName));
        }
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void Its_file_is_the_owners_alone()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows has no file modes.");
            return;
        }

        DevelopmentKey.LoadOrCreate(_directory);
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite,
            File.GetUnixFileMode(Path.Combine(_directory, "dev-signing.key")));
    }

    [Fact]
    public void Two_data_directories_have_different_keys() => Assert.NotEqual(
        DevelopmentKey.LoadOrCreate(_directory).Key,
        DevelopmentKey.LoadOrCreate(Path.Combine(_directory, "other")).Key);

    [Fact]
    public void A_file_that_holds_no_key_is_not_used()
    {
        File.WriteAllText(Path.Combine(_directory, "dev-signing.key"), "c2hvcnQ=");
        Assert.Throws<StartupException>(() => DevelopmentKey.LoadOrCreate(_directory));
    }
}
