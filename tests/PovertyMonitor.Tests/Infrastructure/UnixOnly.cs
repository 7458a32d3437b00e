using System.Runtime.Versioning;

// File modes, signals and the watcher of a test run need a Unix.
[assembly: UnsupportedOSPlatform("windows")]
