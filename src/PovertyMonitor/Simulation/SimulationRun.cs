using System.Diagnostics;

namespace PovertyMonitor.Simulation;

/// <summary>Sends a population's submissions, round after round: a correction needs what it corrects to be there first.</summary>
/// <param name="population">The population.</param>
/// <param name="sender">The way to the service.</param>
/// <param name="senders">How many batches are on their way at a time.</param>
/// <param name="batchSize">The most submissions of one batch.</param>
internal sealed class SimulationRun(Population population, SurveySender sender, int senders, int batchSize)
{
    private readonly long _began = Stopwatch.GetTimestamp();

    /// <summary>What has been answered so far.</summary>
    public SimulationTally Tally { get; } = new();

    /// <summary>The time since the run was made.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(_began);

    /// <summary>Sends a round.</summary>
    /// <param name="round">The round, from 0.</param>
    /// <param name="villageDone">Called when the households of one more village are through; from any thread.</param>
    /// <param name="ct">Stops the sending.</param>
    /// <exception cref="SimulationException">The service stayed away too long, or refused a request as such.</exception>
    public Task SendAsync(int round, Action villageDone, CancellationToken ct) => Parallel.ForEachAsync(
        Batch.Of(population, round, batchSize),
        new ParallelOptions { MaxDegreeOfParallelism = senders, CancellationToken = ct },
        async (batch, stop) =>
        {
            if (batch.Visits.Count > 0)
                Tally.Add(batch, await sender.SendAsync(batch, stop));
            if (batch.EndsAVillage)
                villageDone();
        });
}
