namespace PovertyMonitor.Surveys;

/// <summary>The order in which a chunk's arrivals are decided: a correction after what it corrects, else as they came. Pure.</summary>
internal static class JudgingOrder
{
    /// <summary>The places in the chunk, each once.</summary>
    public static IEnumerable<int> Of(IReadOnlyList<Arrival> chunk)
    {
        if (chunk.All(a => a.Submission?.Corrects is null)) return Enumerable.Range(0, chunk.Count);
        var undecided = new LinkedList<int>(Enumerable.Range(0, chunk.Count));
        var order = new List<int>(chunk.Count);
        while (undecided.Count > 0)
        {
            var open = undecided.Select(i => chunk[i].SubmissionId).ToHashSet();
            var ready = undecided.Where(i => chunk[i].Submission?.Corrects is not { } b || b == chunk[i].SubmissionId || !open.Contains(b)).ToList();
            // A ring of corrections is decided as it came: each waits for another that is not there.
            if (ready.Count == 0) ready = [.. undecided];
            foreach (var index in ready)
            {
                order.Add(index);
                undecided.Remove(index);
            }
        }
        return order;
    }
}
