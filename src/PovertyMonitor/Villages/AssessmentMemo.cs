using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Measures;

namespace PovertyMonitor.Villages;

/// <summary>What measures made of answers, kept while one household's events are walked: an interview is assessed once, however many events follow it.</summary>
/// <param name="measures">The measures, in the order of their masks.</param>
internal sealed class AssessmentMemo(IReadOnlyList<CompiledMeasure> measures)
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    // A household has few interviews: looking through them is faster than a table.
    private readonly List<(Answers Answers, AssessedAnswers Assessed)> _known = [];

    /// <summary>What is known of answers; <see langword="null"/> where they were not assessed yet.</summary>
    public AssessedAnswers? Find(Answers answers)
    {
        foreach (var (known, assessed) in _known)
            if (ReferenceEquals(known, answers)) return assessed;
        return null;
    }

    /// <summary>Takes down what was made of answers before.</summary>
    public void Remember(Answers answers, AssessedAnswers assessed) => _known.Add((answers, assessed));

    /// <summary>Answers under every measure, judged at the day of their interview.</summary>
    public AssessedAnswers Of(Answers answers, Instant interviewedAt)
    {
        if (Find(answers) is { } known) return known;
        var on = interviewedAt.InZone(Zone).Date;
        var masks = new (uint, uint)[measures.Count];
        for (var m = 0; m < masks.Length; m++) masks[m] = measures[m].Assess(answers, on);
        var assessed = new AssessedAnswers(masks, Composition.Of(answers));
        Remember(answers, assessed);
        return assessed;
    }
}

/// <summary>What measures made of answers.</summary>
/// <param name="Masks">The masks under each measure, in the order of the measures.</param>
/// <param name="Composition">Who lives in the household.</param>
internal sealed record AssessedAnswers(IReadOnlyList<(uint Deprived, uint Missing)> Masks, Composition Composition);
