using System.Threading.Channels;
using NodaTime;
using PovertyMonitor.Regions;
using PovertyMonitor.Surveys.Files.Format;

namespace PovertyMonitor.Surveys.Files;

/// <summary>
/// Takes a checked file's households by the intake of all doors, a few chunks at a time, and notes how far it is. After a crash it
/// goes on from there; what was taken and not noted is known by its receipt.
/// </summary>
internal sealed class FileImport(SealedFiles files, FileJobs jobs, NotedProblems noted, Intake intake, ContentHash hash, IRegister registers, IClock clock)
{
    private const int Lanes = 2;

    /// <summary>Imports a file to its end, or until somebody stops it.</summary>
    public async Task RunAsync(CensusJob job, CancellationToken ct)
    {
        var check = await FileCheck.CheckOf(job, registers, clock, ct);
        var torn = new HashSet<int>();
        await foreach (var problem in noted.ReadAsync(job.Tenant, job.Id, FileProblems.Scattered, NotedProblems.Most, ct)) torn.Add(problem.Row);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var chunks = Channel.CreateBounded<Chunk>(Lanes);
        var reading = Task.Run(() => ReadAsync(job, check, torn, chunks.Writer, stop.Token), stop.Token);
        try
        {
            await foreach (var step in StepsAsync(chunks.Reader, stop.Token))
            {
                job = await TakeAsync(job, step, ct);
                if (!await jobs.AdvanceAsync(job, ct)) return;
            }
            await reading;
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        if (await jobs.ChangeAsync(job.Tenant, job.Id, [FileState.Importing], FileState.Imported, ct)) await files.DeleteAsync(job.Tenant, job.Content, ct);
    }

    private async Task ReadAsync(CensusJob job, SubmissionCheck check, HashSet<int> torn, ChannelWriter<Chunk> chunks, CancellationToken ct)
    {
        try
        {
            using var rows = CensusFile.Open(new SealedFileStream(files, job.Tenant, job.Content, job.Size));
            using var reader = new CensusReader(rows, job.Tenant, job.Round);
            var (arrivals, starts, last) = (new List<Arrival>(Intake.ChunkSize), new List<int>(Intake.ChunkSize), job.LastRow);
            while (reader.Read(check.Read, job.LastRow) is { } household)
            {
                last = household.FirstRow;
                // Half of a household is worse than none.
                if (household.Read is null || torn.Contains(household.FirstRow)) continue;
                arrivals.Add(ArrivalOf(household.Read, job));
                starts.Add(household.FirstRow);
                if (arrivals.Count < Intake.ChunkSize) continue;
                await chunks.WriteAsync(new(arrivals, starts, last), ct);
                (arrivals, starts) = (new List<Arrival>(Intake.ChunkSize), new List<int>(Intake.ChunkSize));
            }
            await chunks.WriteAsync(new(arrivals, starts, last), ct);
            chunks.Complete();
        }
        catch (Exception e)
        {
            chunks.Complete(e);
            throw;
        }
    }

    private Arrival ArrivalOf(ReadSubmission read, CensusJob job)
    {
        var bytes = SubmissionWriter.ToUtf8(read.Submission!, read.Personal);
        return new()
        {
            SubmissionId = read.Submission!.SubmissionId,
            Hash = hash.Of(bytes),
            Raw = new RawContent(bytes, "application/json"),
            Sender = new Sender(job.Caller, Door.File),
            Submission = read.Submission,
            Personal = read.Personal,
        };
    }

    private static async IAsyncEnumerable<IReadOnlyList<Chunk>> StepsAsync(
        ChannelReader<Chunk> chunks, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var step = new List<Chunk>(Lanes);
        await foreach (var chunk in chunks.ReadAllAsync(ct))
        {
            step.Add(chunk);
            if (step.Count < Lanes) continue;
            yield return step;
            step.Clear();
        }
        if (step.Count > 0) yield return step;
    }

    private async Task<CensusJob> TakeAsync(CensusJob job, IReadOnlyList<Chunk> step, CancellationToken ct)
    {
        var received = await Task.WhenAll(step.Select(chunk => intake.TakeAsync(job.Tenant, chunk.Arrivals, ct)));
        var all = step.SelectMany((chunk, i) => chunk.Starts.Zip(chunk.Arrivals, received[i])).ToList();
        var kept = all.Where(r => r.Third.Reception is not (Reception.Accepted or Reception.Already)).ToList();
        var counts = job.Counts;
        await noted.AddAsync(job.Tenant, job.Id, counts.Problems + counts.Warnings,
            [.. kept.Select(r => FileProblem.Of(r.First, null, null, r.Third.Reason ?? SurveyProblems.OtherContent, ("submission", $"{r.Second.SubmissionId}"), ("expected", "")))], ct);
        return job with
        {
            LastRow = step[^1].LastRow,
            Counts = counts with
            {
                Taken = counts.Taken + all.Count(r => r.Third.Reception == Reception.Accepted),
                Already = counts.Already + all.Count(r => r.Third.Reception == Reception.Already),
                Kept = counts.Kept + kept.Count,
                Problems = counts.Problems + kept.Count,
            },
        };
    }

    /// <summary>Households that go to the intake together.</summary>
    /// <param name="Arrivals">They.</param>
    /// <param name="Starts">The row each begins on.</param>
    /// <param name="LastRow">Households that begin up to here are in this chunk or an earlier one.</param>
    private sealed record Chunk(List<Arrival> Arrivals, List<int> Starts, int LastRow);
}
