using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Measures;

namespace PovertyMonitor.Villages;

/// <summary>What measures made of answers, kept while one household's events are walked: an interview is assessed once, however many events follow it.</summary>
internal sealed class AssessmentMemo
{
    private readonly Dictionary<CompiledMeasure, Dictionary<Answers, (uint, uint)>> _masks = [];
    private readonly Dictionary<Answers, Composition> _compositions = new(ReferenceEqualityComparer.Instance);

    /// <summary>The masks of an interview's own answers.</summary>
    public (uint Deprived, uint Missing) MasksOf(CompiledMeasure measure, Interview interview, Func<CompiledMeasure, Interview, (uint, uint)> assess)
    {
        if (!_masks.TryGetValue(measure, out var known)) _masks.Add(measure, known = new(ReferenceEqualityComparer.Instance));
        return known.TryGetValue(interview.Answers, out var masks) ? masks : known[interview.Answers] = assess(measure, interview);
    }

    /// <summary>Who lives in the household by answers.</summary>
    public Composition CompositionOf(Answers answers) =>
        _compositions.TryGetValue(answers, out var composition) ? composition : _compositions[answers] = Composition.Of(answers);
}
