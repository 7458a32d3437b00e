using System.Runtime.CompilerServices;
using NodaTime;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Measures;

namespace PovertyMonitor.Alerts.Detection;

/// <summary>The deprivations of interviews, computed once for all rules that look at the same measure.</summary>
internal sealed class Masks
{
    private readonly Dictionary<(string Measure, Answers Answers, Instant At), (uint Deprived, uint Missing)> _known = new(new ByReference());

    public (uint Deprived, uint Missing) Of(CompiledMeasure measure, Interview interview)
    {
        var key = (measure.Id, interview.Answers, interview.At);
        if (!_known.TryGetValue(key, out var masks))
            _known.Add(key, masks = measure.Assess(interview.Answers, HouseholdRule.DayOf(interview.At)));
        return masks;
    }

    // Answers are never copied while an event is looked at, and comparing them by content would cost more than assessing them.
    private sealed class ByReference : IEqualityComparer<(string Measure, Answers Answers, Instant At)>
    {
        public bool Equals((string Measure, Answers Answers, Instant At) x, (string Measure, Answers Answers, Instant At) y) =>
            ReferenceEquals(x.Answers, y.Answers) && x.At == y.At && x.Measure == y.Measure;

        public int GetHashCode((string Measure, Answers Answers, Instant At) obj) => RuntimeHelpers.GetHashCode(obj.Answers);
    }
}
