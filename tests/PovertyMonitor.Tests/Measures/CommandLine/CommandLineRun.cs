using System.CommandLine;
using PovertyMonitor.Measures.CommandLine;

namespace PovertyMonitor.Tests.Measures.CommandLine;

/// <summary>Runs the verb <c>measure</c> as Program does, with the streams kept apart.</summary>
internal sealed record CommandLineRun(int ExitCode, string Output, string Error)
{
    /// <summary>The rows of CSV output as cells by column.</summary>
    public List<Dictionary<string, string>> Rows
    {
        get
        {
            var lines = Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            return [.. lines.Skip(1).Select(line => lines[0].Split(',').Zip(line.Split(',')).ToDictionary(c => c.First, c => c.Second))];
        }
    }

    public static async Task<CommandLineRun> OfAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var root = new RootCommand { MeasureCommand.Create() };
        var exitCode = await root.Parse(["measure", .. arguments]).InvokeAsync(
            new InvocationConfiguration { Output = output, Error = error }, TestContext.Current.CancellationToken);
        return new CommandLineRun(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>The only row with these cells.</summary>
    public Dictionary<string, string> Row(params (string Column, string Value)[] cells) =>
        Assert.Single(Rows, row => cells.All(c => row[c.Column] == c.Value));
}
