using System.Runtime;

namespace PovertyMonitor.Benchmarks.Intake;

/// <summary>Nothing is said of code that is still being compiled: a service runs for months.</summary>
internal static class WarmUp
{
    private const int MostTurns = 8;

    // What runs now and then, such as timers, is compiled at any time.
    private const int FewMethods = 100;

    /// <summary>Does work again and again until hardly any of its code is compiled anew, or compiled better, while it is done.</summary>
    public static async Task UntilCompiledAsync(Func<Task> work)
    {
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var before = JitInfo.GetCompiledMethodCount();
            await work();
            if (JitInfo.GetCompiledMethodCount() - before < FewMethods) return;
        }
    }
}
