using System.CommandLine;
using NodaTime;
using PovertyMonitor;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Receiving;
using PovertyMonitor.Measures.CommandLine;
using PovertyMonitor.Platform;
using PovertyMonitor.Simulation;
using PovertyMonitor.Surveys.Files.CommandLine;
using PovertyMonitor.Villages.Verification;

// A host of its own is built only where a verb needs its settings.
var settings = new Lazy<WebApplicationBuilder>(() => Application.CreateBuilder([]));
Command[] verbs =
[
    TokenCommand.Create(settings.Value.Environment.IsDevelopment(), () => DataDirectory.Resolve(settings.Value.Configuration), SystemClock.Instance),
    ReceiveCommand.Create(),
    SimulateCommand.Create(settings.Value.Environment.IsDevelopment(), () => DataDirectory.Resolve(settings.Value.Configuration), SystemClock.Instance),
    ImportCommand.Create(settings.Value.Environment.IsDevelopment(), () => DataDirectory.Resolve(settings.Value.Configuration), SystemClock.Instance),
    MeasureCommand.Create(),
    VerifyCommand.Create(() => Application.CreateBuilder([]), (builder, database) => builder.Build(database, alone: true)),
];
if (args.Length == 0 || RunService.Takes(args[0])) return await RunService.RunAsync(args);
var root = new RootCommand("PovertyMonitor: multidimensional-poverty monitoring for a regency. Without a command it runs the service.");
foreach (var verb in verbs) root.Add(verb);
return await root.Parse(args).InvokeAsync();
