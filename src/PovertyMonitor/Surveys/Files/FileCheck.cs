using Microsoft.Extensions.Options;
using NodaTime;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Surveys.Files.Format;
using PovertyMonitor.Surveys.Quality;

namespace PovertyMonitor.Surveys.Files;

/// <summary>The dry run: reads a whole file and notes everything that is wrong; nothing is taken. Begun again after a crash.</summary>
internal sealed class FileCheck(SealedFiles files, FileJobs jobs, NotedProblems noted, IRegister registers, IClock clock, IOptions<QualityOptions> quality)
{
    private const int HouseholdsOfAStep = 1000;
    private const int ProblemsOfAStep = 5000;

    /// <summary>Checks a file to its end.</summary>
    public async Task RunAsync(CensusJob job, CancellationToken ct)
    {
        await noted.DeleteAsync(job.Tenant, job.Id, ct);
        var check = await CheckOf(job, registers, clock, ct);
        var step = new Step(job with { Counts = new() });
        try
        {
            using var rows = CensusFile.Open(new SealedFileStream(files, job.Tenant, job.Content, job.Size));
            using var reader = new CensusReader(rows, job.Tenant, job.Round);
            step.Add(reader.Header.Problems);
            while (reader.Read(check.Read) is { } household)
            {
                step.Add(household);
                step.Add(OddIn(household));
                if ((step.Households >= HouseholdsOfAStep || step.Problems.Count >= ProblemsOfAStep) && !await SaveAsync(step, reader.Row, ct)) return;
            }
            step.Add(reader.Notes);
            if (await SaveAsync(step, reader.Row, ct)) await jobs.ChangeAsync(job.Tenant, job.Id, [FileState.Checking], FileState.Checked, ct);
        }
        catch (UnreadableFileException e)
        {
            step.Add([e.Problem]);
            if (!await SaveAsync(step, e.Problem.Row, ct)) return;
            await jobs.ChangeAsync(job.Tenant, job.Id, [FileState.Checking], FileState.Unreadable, ct);
            await files.DeleteAsync(job.Tenant, job.Content, ct);
        }
    }

    /// <summary>The check of the submissions of a file: for the whole regency, as its sender.</summary>
    public static async Task<SubmissionCheck> CheckOf(CensusJob job, IRegister registers, IClock clock, CancellationToken ct) =>
        new(await registers.OfAsync(job.Tenant, ct), job.Caller, clock.GetCurrentInstant() + Duration.FromDays(1));

    // As it will be noted when the household is taken; positions are not in a census file.
    private List<FileProblem> OddIn(CensusHousehold household) => household.Read is not { Submission: { } submission } read ? []
        : [.. QualityRules.Of(submission, read.Personal, null, quality.Value).DistinctBy(f => f.Rule.Code)
            .Select(f => FileProblem.Of(household.FirstRow, null, null, f.Rule) with { IsWarning = true })];

    private async Task<bool> SaveAsync(Step step, int row, CancellationToken ct)
    {
        await noted.AddAsync(step.Job.Tenant, step.Job.Id, step.Noted, step.Problems, ct);
        step.Save(row);
        return await jobs.AdvanceAsync(step.Job, ct);
    }

    /// <summary>What was found since the last save.</summary>
    private sealed class Step(CensusJob job)
    {
        public CensusJob Job { get; private set; } = job;

        public List<FileProblem> Problems { get; } = [];

        public int Households { get; private set; }

        /// <summary>How many problems were saved.</summary>
        public int Noted { get; private set; }

        public void Add(IReadOnlyList<FileProblem> problems)
        {
            Problems.AddRange(problems);
            var warnings = problems.Count(p => p.IsWarning);
            Job = Job with { Counts = Job.Counts with { Problems = Job.Counts.Problems + problems.Count - warnings, Warnings = Job.Counts.Warnings + warnings } };
        }

        public void Add(CensusHousehold household)
        {
            Households++;
            Add(household.Problems);
            var counts = Job.Counts;
            Job = Job with
            {
                Counts = counts with
                {
                    Households = counts.Households + 1,
                    Members = counts.Members + household.Members,
                    Refused = counts.Refused + (household.Read is null ? 1 : 0),
                },
            };
        }

        public void Save(int row)
        {
            Noted += Problems.Count;
            (Households, Job) = (0, Job with { Counts = Job.Counts with { Rows = row } });
            Problems.Clear();
        }
    }
}
