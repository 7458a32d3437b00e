using Microsoft.Extensions.DependencyInjection;
using PovertyMonitor.Access;
using PovertyMonitor.Identities;
using PovertyMonitor.Regions;
using PovertyMonitor.Simulation;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys.Bulk;

/// <summary>First visits to made-up households as they come out of a census file.</summary>
internal static class Arrivals
{
    public static readonly Caller Clerk = new("clerk", Role.Operator, TestApp.Regency, [], []);

    /// <summary>So many arrivals, the same for the same seed; every seventh household's numbers are wrong.</summary>
    public static List<Arrival> Of(TestApp app, int count, int seed)
    {
        var population = new Population(new Register(RegisterFile.Read(TestApp.Regency)).Villages.Select(v => v.Code).Take(5), count * 2, 1, seed);
        var visits = Enumerable.Range(0, population.Villages).SelectMany(village => population.Visits(0, village)).DistinctBy(v => v.Submission.HouseholdId).Take(count);
        return [.. visits.Select((v, i) => app.Arrived(v.Submission, i % 7 == 0 ? v.Personal with { FamilyCard = "35-22" } : v.Personal))];
    }

    /// <summary>A submission as it comes out of a census file.</summary>
    public static Arrival Arrived(this TestApp app, Submission submission, PersonalData? personal = null)
    {
        var bytes = SubmissionWriter.ToUtf8(submission, personal);
        return new()
        {
            SubmissionId = submission.SubmissionId,
            Hash = app.Services.GetRequiredService<ContentHash>().Of(bytes),
            Raw = new RawContent(bytes, "application/json"),
            Sender = new Sender(Clerk, Door.File),
            Submission = submission,
            Personal = personal ?? PersonalData.None,
        };
    }
}
