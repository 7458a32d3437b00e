using System.Globalization;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Simulation;

/// <summary>Counts what the service answered, and what the visits were.</summary>
internal sealed class SimulationTally
{
    private readonly Lock _turn = new();
    private readonly SortedDictionary<string, int> _answers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _visits = new(StringComparer.Ordinal);
    private string? _complaint;

    /// <summary>How many submissions were answered for; each is sent for once, so all are different.</summary>
    public int Submissions { get; private set; }

    /// <summary>How many of them the service did not take.</summary>
    public int Refused => CountOf("conflict") + CountOf("invalid");

    /// <summary>Adds a batch and its answer.</summary>
    public void Add(Batch batch, BatchAnswer answer)
    {
        lock (_turn)
        {
            Submissions += batch.Visits.Count;
            _complaint ??= answer.Complaint;
            foreach (var (status, count) in answer.Counts)
                _answers[status] = CountOf(status) + count;
            foreach (var submission in batch.Submissions)
            {
                var kind = submission.Corrects is null ? Question.CodeOf(submission.Outcome) : "correction";
                _visits[kind] = _visits.GetValueOrDefault(kind) + 1;
            }
        }
    }

    /// <summary>How many submissions had the status.</summary>
    public int CountOf(string status) => _answers.GetValueOrDefault(status);

    /// <summary>The closing summary.</summary>
    public string Summary(TimeSpan elapsed) => string.Create(CultureInfo.InvariantCulture, $"""
        {Submissions:N0} distinct submissions in {elapsed.TotalSeconds:0.0} s, {Rate(elapsed):N0} a second
          answers  accepted {CountOf("accepted"):N0}, already {CountOf("already"):N0}, kept for review {CountOf("review") + CountOf("waiting"):N0}, refused {Refused:N0}
          visits   {string.Join(", ", _visits.Select(v => string.Create(CultureInfo.InvariantCulture, $"{v.Key} {v.Value:N0}")))}
        """) + (_complaint is null ? "" : $"{Environment.NewLine}  refused, one of them: {_complaint}");

    /// <summary>Submissions a second.</summary>
    public double Rate(TimeSpan elapsed) => Submissions / Math.Max(0.001, elapsed.TotalSeconds);
}
