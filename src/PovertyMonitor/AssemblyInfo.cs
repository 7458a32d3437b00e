using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("PovertyMonitor.Tests")]
[assembly: InternalsVisibleTo("PovertyMonitor.Benchmarks")]
