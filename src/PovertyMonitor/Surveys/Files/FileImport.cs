using System.Threading.Channels;
using NodaTime;
using PovertyMonitor.Regions;
using PovertyMonitor.Surveys.Bulk;
using PovertyMonitor.Surveys.Files.Format;

namespace PovertyMonitor.Surveys.Files;

/// <summary>
/// Takes a checked file's households, a few chunks at a time while the next are read, and notes how far it is. After a crash it
/// goes on from there; what was taken and not noted is known by its receipt.
/// </summary>
internal sealed class FileImport(SealedFiles files, FileJobs jobs, NotedProblems noted, BulkIntake intake, ContentHash hash, IRegister registers, IClock clock)
{
    // One is sealed while the other is written, and the next is read meanwhile.
    private const int Lanes = 2;

    /// <summary>Imports a file to its end, or until somebody stops it.</summary>
    public async Task RunAsync(CensusJob job, CancellationToken ct)
    {
        var check = await FileCheck.CheckOf(job, registers, clock, ct);
        var torn = new HashSet<int>();
        await foreach (var problem in noted.ReadAsync(job.Tenant, job.Id, FileProblems.Scattered, NotedProblems.Most, ct)) torn.Add(problem.Row);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var chunks = Channel.CreateBounded<Chunk>(1);
        var reading = Task.Run(() => ReadAsync(job, check, torn, chunks.Writer, stop.Token), stop.Token);
        var underWay = new Queue<Taking>(Lanes);
        try
        {
            await foreach (var chunk in chunks.Reader.ReadAllAsync(ct))
            {
                underWay.Enqueue(new(chunk, Task.Run(() => intake.TakeAsync(job.Tenant, chunk.Arrivals, ct), ct)));
                if (underWay.Count < Lanes) continue;
                job = await NoteAsync(job, underWay.Dequeue(), ct);
                if (!await jobs.AdvanceAsync(job, ct)) return;
            }
            while (underWay.TryDequeue(out var last))
            {
                job = await NoteAsync(job, last, ct);
                if (!await jobs.AdvanceAsync(job, ct)) return;
            }
            await reading;
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            foreach (Task rest in underWay.Select(t => t.Received)) await rest.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        if (await jobs.ChangeAsync(job.Tenant, job.Id, [FileState.Importing], FileState.Imported, ct)) await files.DeleteAsync(job.Tenant, job.Content, ct);
    }

    private async Task ReadAsync(CensusJob job, SubmissionCheck check, HashSet<int> torn, ChannelWriter<Chunk> chunks, CancellationToken ct)
    {
        try
        {
            using var rows = CensusFile.Open(new SealedFileStream(files, job.Tenant, job.Content, job.Size));
            using var reader = new CensusReader(rows, job.Tenant, job.Round);
            var (arrivals, starts, last) = (new List<Arrival>(BulkIntake.ChunkSize), new List<int>(BulkIntake.ChunkSize), job.LastRow);
            while (reader.Read(check.Read, job.LastRow) is { } household)
            {
                last = household.FirstRow;
                // Half of a household is worse than none.
                if (household.Read is null || torn.Contains(household.FirstRow)) continue;
                arrivals.Add(ArrivalOf(household.Read, job));
                starts.Add(household.FirstRow);
                if (arrivals.Count < BulkIntake.ChunkSize) continue;
                await chunks.WriteAsync(new(arrivals, starts, last), ct);
                (arrivals, starts) = (new List<Arrival>(BulkIntake.ChunkSize), new List<int>(BulkIntake.ChunkSize));
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

    // The first chunk under way is noted first, so that the position never goes beyond what is taken.
    private async Task<CensusJob> NoteAsync(CensusJob job, Taking taking, CancellationToken ct)
    {
        var (chunk, received) = (taking.Chunk, await taking.Received);
        var all = chunk.Starts.Zip(chunk.Arrivals, received).ToList();
        var kept = all.Where(r => r.Third.Reception is not (Reception.Accepted or Reception.Already)).ToList();
        var counts = job.Counts;
        await noted.AddAsync(job.Tenant, job.Id, counts.Problems + counts.Warnings,
            [.. kept.Select(r => FileProblem.Of(r.First, null, null, r.Third.Reason ?? SurveyProblems.OtherContent, ("submission", $"{r.Second.SubmissionId}"), ("expected", "")))], ct);
        return job with
        {
            LastRow = chunk.LastRow,
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

    /// <summary>A chunk under way.</summary>
    /// <param name="Chunk">It.</param>
    /// <param name="Received">How its households were received.</param>
    private sealed record Taking(Chunk Chunk, Task<IReadOnlyList<Received>> Received);
}
