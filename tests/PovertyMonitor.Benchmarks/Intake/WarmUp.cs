using System.Diagnostics;
using System.Runtime;

namespace PovertyMonitor.Benchmarks.Intake;

/// <summary>Nothing is said of code that is still being compiled: a service runs for months.</summary>
internal static class WarmUp
{
    // On a machine that is busy with the work itself, what is to be compiled better waits for seconds.
    private static readonly TimeSpan Turn = TimeSpan.FromSeconds(5);

    // What runs now and then, such as timers, is compiled at any time.
    private const int FewMethods = 100;

    /// <summary>Does work again and again until hardly any of its code is compiled anew, or compiled better, within some seconds of it.</summary>
    public static async Task UntilCompiledAsync(Func<Task> work, int mostTurns = 8)
    {
        for (var turn = 0; turn < mostTurns; turn++)
        {
            var before = JitInfo.GetCompiledMethodCount();
            for (var watch = Stopwatch.StartNew(); watch.Elapsed < Turn;) await work();
            if (JitInfo.GetCompiledMethodCount() - before < FewMethods) return;
        }
    }
}
