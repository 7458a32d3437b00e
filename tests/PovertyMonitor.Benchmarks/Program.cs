using System.CommandLine;
using PovertyMonitor.Benchmarks.Alerts;
using PovertyMonitor.Benchmarks.AlkireFoster;
using PovertyMonitor.Benchmarks.Files;
using PovertyMonitor.Benchmarks.Intake;
using PovertyMonitor.Benchmarks.Projection;
using PovertyMonitor.Benchmarks.Queries;

var root = new RootCommand("Benchmarks of PovertyMonitor, side by side with peers and bare writers. Run in Release.")
{
    AlkireFosterCommand.Create(), IntakeCommand.Create(), CensusCommand.Create(),
    ProjectionCommand.Create(), ProjectionScaleCommand.Create(), ProjectionDelayCommand.Create(), QueriesCommand.Create(), AlertsCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
