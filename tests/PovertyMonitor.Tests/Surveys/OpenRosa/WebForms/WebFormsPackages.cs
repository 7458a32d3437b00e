using System.Diagnostics;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys.OpenRosa.WebForms;

/// <summary>ODK Web Forms as npm has it, in the versions of the lock file.</summary>
internal static class WebFormsPackages
{
    private static readonly Lazy<Task<string>> Installed = new(InstallAsync);

    /// <summary>Where the client's own files are.</summary>
    public static string Sources { get; } = Path.Combine(AppContext.BaseDirectory, "Surveys", "OpenRosa", "WebForms");

    /// <summary>The directory of the packages; a test is skipped where there is no npm, but never in CI.</summary>
    public static Task<string> DirectoryAsync()
    {
        var isHere = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(directory => File.Exists(Path.Combine(directory, "npm")));
        if (Environment.GetEnvironmentVariable("CI") != "true") Assert.SkipUnless(isHere, "There is no npm here; on Debian: apt-get install npm.");
        return Installed.Value;
    }

    private static async Task<string> InstallAsync()
    {
        var directory = TestRun.NewDirectory("web-forms");
        foreach (var name in (string[])["package.json", "package-lock.json"]) File.Copy(Path.Combine(Sources, name), Path.Combine(directory, name));
        using var npm = Process.Start(new ProcessStartInfo("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        {
            WorkingDirectory = directory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var words = await Task.WhenAll(npm.StandardOutput.ReadToEndAsync(), npm.StandardError.ReadToEndAsync());
        await npm.WaitForExitAsync();
        Assert.True(npm.ExitCode == 0, string.Concat(words));
        return Path.Combine(directory, "node_modules");
    }
}
