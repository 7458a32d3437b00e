using System.CommandLine;

namespace PovertyMonitor.Benchmarks.Files;

/// <summary>A first census from a CSV file: how fast against bare writers of the same rows, and in how much memory.</summary>
internal static class CensusCommand
{
    private static readonly Option<int> _households = new("--households") { Description = "New households of one round; 0 for none.", DefaultValueFactory = _ => 10_000 };
    private static readonly Option<int> _rounds = new("--rounds") { Description = "Timed rounds.", DefaultValueFactory = _ => 3 };
    private static readonly Option<bool> _alone = new("--alone") { Description = "Leave out what follows the log, so that the import has the processors for itself." };
    private static readonly Option<int> _memoryRows = new("--memory-rows") { Description = "Rows of the file that memory is measured with; 0 for none." };
    private static readonly Option<double> _minutes = new("--memory-minutes") { Description = "How long its import is watched at most.", DefaultValueFactory = _ => 30 };

    public static Command Create()
    {
        var command = new Command("census", "A census file, from upload to queryable index, side by side with bare writers and COPY; its memory.") { _households, _rounds, _alone, _memoryRows, _minutes };
        command.SetAction((parsed, _) => RunAsync(parsed));
        return command;
    }

    private static async Task RunAsync(ParseResult parsed)
    {
        if (parsed.GetValue(_households) is > 0 and var households) await CensusRatio.PrintAsync(households, parsed.GetValue(_rounds), parsed.GetValue(_alone));
        if (parsed.GetValue(_memoryRows) is > 0 and var rows) await CensusMemory.PrintAsync(rows, TimeSpan.FromMinutes(parsed.GetValue(_minutes)));
    }
}
