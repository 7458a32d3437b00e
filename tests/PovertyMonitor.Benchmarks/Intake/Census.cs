using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PovertyMonitor.Identities;
using PovertyMonitor.Regions;
using PovertyMonitor.Simulation;
using PovertyMonitor.Surveys;

namespace PovertyMonitor.Benchmarks.Intake;

/// <summary>Made-up households with names and numbers, a different lot for each round, in requests that one enumerator sends.</summary>
internal static class Census
{
    /// <summary>The simulation's first round.</summary>
    public const string Round = "2019";

    /// <summary>The requests of a lot; each is of one village.</summary>
    public static List<SurveyRequest> Requests(int submissions, int most, int seed)
    {
        var villages = new Register(RegisterFile.Read(BenchService.Regency)).Villages.Select(v => v.Code).Take(20);
        var population = new Population(villages, submissions, 1, seed);
        return [.. Batch.Of(population, 0, most).Where(b => b.Visits.Count > 0)
            .Select(b => new SurveyRequest(b.Villages, [.. b.Submissions], [.. b.Submissions.Select(Line)]))];
    }

    private static byte[] Line(Submission submission)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer)) SubmissionWriter.Write(json, submission, PersonalOf(submission));
        return buffer.WrittenSpan.ToArray();
    }

    private static PersonalData PersonalOf(Submission submission) => submission.Answers is not { } answers ? PersonalData.None : new()
    {
        FamilyCard = Number(submission.HouseholdId),
        Members = [.. answers.Members.Select((m, i) => new PersonIdentity(m.Id, $"Warga {i} bin Contoh", Number(m.Id)))],
    };

    private static string Number(Guid id) => (BitConverter.ToUInt64(id.ToByteArray()) % 10_000_000_000_000_000).ToString("D16", CultureInfo.InvariantCulture);
}

/// <summary>What one request carries.</summary>
/// <param name="Villages">The enumerator's villages.</param>
/// <param name="Submissions">The submissions.</param>
/// <param name="Lines">Each as JSON.</param>
internal sealed record SurveyRequest(IReadOnlyList<string> Villages, IReadOnlyList<Submission> Submissions, ImmutableArray<byte[]> Lines)
{
    /// <summary>All as NDJSON.</summary>
    public byte[] Body { get; } = [.. Lines.SelectMany(line => line.Append((byte)'\n'))];
}
