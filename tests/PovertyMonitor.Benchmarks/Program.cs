using System.CommandLine;
using PovertyMonitor.Benchmarks.AlkireFoster;

var root = new RootCommand("Benchmarks of PovertyMonitor, side by side with peers. Run in Release.") { AlkireFosterCommand.Create() };
return await root.Parse(args).InvokeAsync();
