using System.Collections.Immutable;
using PovertyMonitor.Commitments.Assessments;
using PovertyMonitor.Commitments.Indicators;
using PovertyMonitor.Commitments.Plans;
using PovertyMonitor.Commitments.Revisions;

namespace PovertyMonitor.Commitments;

/// <summary>A commitment as its events tell it.</summary>
/// <param name="Number">Its number in the plan.</param>
internal sealed record Commitment(int Number)
{
    /// <summary>How many events it has; what is changed in it is guarded by it.</summary>
    public int Version { get; private init; }

    /// <summary>What is committed to.</summary>
    public Wording Title { get; private init; } = new("", "");

    /// <summary>What it is in the fields of OGP's template; null where nobody has said.</summary>
    public CommitmentText? Text { get; private init; }

    /// <summary>Who took it over into a national plan; null for nobody.</summary>
    public CommitmentAdoptedNationally? Adopted { get; private init; }

    /// <summary>Its milestones by code.</summary>
    public ImmutableSortedDictionary<string, Milestone> Milestones { get; private init; } = ImmutableSortedDictionary.Create<string, Milestone>(StringComparer.Ordinal);

    /// <summary>Its indicators in the order they came.</summary>
    public ImmutableList<Indicator> Indicators { get; private init; } = [];

    /// <summary>The revisions that were proposed, by number.</summary>
    public ImmutableSortedDictionary<int, Revision> Revisions { get; private init; } = ImmutableSortedDictionary<int, Revision>.Empty;

    /// <summary>The assessments in the order of the log.</summary>
    public ImmutableList<CommitmentAssessed> Assessments { get; private init; } = [];

    /// <summary>A commitment of which nothing is known yet.</summary>
    public static Commitment Numbered(int number) => new(number);

    /// <summary>A commitment as it was agreed before the register had more to say.</summary>
    public static Commitment Of(AgreedCommitment agreed) => new(agreed.Number)
    {
        Version = 1,
        Title = agreed.Title,
        Indicators = [.. agreed.Indicators.Select(i => new Indicator([new(AgreedIndicators.DefinitionOf(i), null, null)]))],
    };

    /// <summary>The indicator of a code, or null.</summary>
    public Indicator? Find(string code) => Indicators.Find(i => i.Code == code);

    /// <summary>The last assessment of an assessor, or null.</summary>
    public CommitmentAssessed? LastAssessment(Assessor assessor) => Assessments.FindLast(a => a.Assessor == assessor);

    /// <summary>The commitment after an event of it.</summary>
    public Commitment With(ICommitmentEvent happened) => After(happened) with { Version = Version + 1 };

    /// <summary>The commitment with its targets agreed, as they are when its plan is.</summary>
    public Commitment Agreed() => this with { Indicators = [.. Indicators.Select(i => i.Agreed())] };

    private Commitment After(ICommitmentEvent happened) => happened switch
    {
        CommitmentDescribed e => this with { Title = e.Text.Title, Text = e.Text },
        CommitmentAdoptedNationally e => this with { Adopted = e },
        MilestoneSet e => this with { Milestones = Milestones.SetItem(e.Code, new(e) { Reports = Milestones.GetValueOrDefault(e.Code)?.Reports ?? [] }) },
        MilestoneReported e => this with { Milestones = Milestones.SetItem(e.Code, Milestones[e.Code] with { Reports = Milestones[e.Code].Reports.Add(e) }) },
        IndicatorDefined e => Define(new(e.Definition, e.At, null)),
        IndicatorValueReported e => this with { Indicators = Indicators.Replace(Find(e.Code)!, Find(e.Code)! with { Values = Find(e.Code)!.Values.Add(e) }) },
        CommitmentAssessed e => this with { Assessments = Assessments.Add(e) },
        RevisionProposed e => this with { Revisions = Revisions.SetItem(e.Revision, new(e)) },
        RevisionAssented e => Assent(Revisions[e.Revision].With(e), e),
        RevisionRefused e => this with { Revisions = Revisions.SetItem(e.Revision, Revisions[e.Revision] with { Refused = e }) },
        RevisionWithdrawn e => this with { Revisions = Revisions.SetItem(e.Revision, Revisions[e.Revision] with { Withdrawn = e }) },
        _ => this,
    };

    private Commitment Assent(Revision revision, RevisionAssented last)
    {
        var assented = this with { Revisions = Revisions.SetItem(last.Revision, revision) };
        return revision.State == RevisionState.InForce ? assented.Define(new(revision.Proposed.Definition, last.At, last.Revision)) : assented;
    }

    private Commitment Define(IndicatorVersion version) => Find(version.Definition.Code) is { } known
        ? this with { Indicators = Indicators.Replace(known, known with { Versions = known.Versions.Add(version) }) }
        : this with { Indicators = Indicators.Add(new([version])) };
}

/// <summary>A milestone and how far it was reported to be.</summary>
/// <param name="Set">What it is.</param>
internal sealed record Milestone(MilestoneSet Set)
{
    /// <summary>The reports in the order of the log.</summary>
    public ImmutableList<MilestoneReported> Reports { get; init; } = [];

    /// <summary>How far it is by the last report.</summary>
    public MilestoneState State => Reports.LastOrDefault()?.State ?? MilestoneState.NotStarted;
}
