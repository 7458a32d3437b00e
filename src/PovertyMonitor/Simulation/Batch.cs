using System.Buffers;
using System.Text.Json;
using PovertyMonitor.Surveys;

namespace PovertyMonitor.Simulation;

/// <summary>Some submissions that one enumerator sends in one request.</summary>
/// <param name="Villages">The villages the enumerator works in, the one visited first: another where somebody moved from.</param>
/// <param name="Visits">What is sent, all from that village.</param>
/// <param name="EndsAVillage">Whether the households of a village are through with it.</param>
internal sealed record Batch(IReadOnlyList<string> Villages, IReadOnlyList<SimulatedVisit> Visits, bool EndsAVillage)
{
    /// <summary>What the visits say.</summary>
    public IEnumerable<Submission> Submissions => Visits.Select(v => v.Submission);

    /// <summary>The batches of a round, made one after another as they are asked for.</summary>
    /// <param name="population">The population.</param>
    /// <param name="round">The round, from 0.</param>
    /// <param name="size">The most submissions of one batch.</param>
    public static IEnumerable<Batch> Of(Population population, int round, int size)
    {
        for (var village = 0; village < population.Villages; village++)
        {
            // Who moved is visited in the new village by somebody who has both.
            var open = new Dictionary<string, List<SimulatedVisit>>(StringComparer.Ordinal);
            foreach (var visit in population.Visits(round, village))
            {
                var place = string.Join(' ', visit.Villages.Prepend(visit.Submission.Place.Village).Distinct());
                if (!open.TryGetValue(place, out var list))
                    open[place] = list = [];
                list.Add(visit);
                if (list.Count < size)
                    continue;
                yield return new Batch(place.Split(' '), list, EndsAVillage: false);
                open.Remove(place);
            }
            foreach (var (place, list) in open)
                yield return new Batch(place.Split(' '), list, EndsAVillage: false);
            yield return new Batch([], [], EndsAVillage: true);
        }
    }

    /// <summary>The request's body: a JSON array.</summary>
    public ReadOnlyMemory<byte> ToUtf8()
    {
        var buffer = new ArrayBufferWriter<byte>(4096 * Math.Max(1, Visits.Count));
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartArray();
            foreach (var visit in Visits)
                SubmissionWriter.Write(json, visit.Submission, visit.Personal);
            json.WriteEndArray();
        }
        return buffer.WrittenMemory;
    }
}
