using NodaTime;
using PovertyMonitor.Commitments.Indicators;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Commitments.Revisions;

/// <summary>A revision: what stood, what is proposed, and who assented.</summary>
/// <param name="Revision">Its number in the commitment.</param>
/// <param name="Code">The indicator.</param>
/// <param name="State">How far it is; until it is in force, what stood stands.</param>
/// <param name="Reason">Why it was proposed.</param>
/// <param name="ProposedBy">Whose proposal it is.</param>
/// <param name="ProposedAt">When.</param>
/// <param name="AgencyAssentedAt">When the agency assented; absent while it has not.</param>
/// <param name="PartnerAssentedAt">When the partner assented; absent while it has not.</param>
/// <param name="InForceSince">Since when it is in force: the later of the two.</param>
/// <param name="RefusedBy">Who refused.</param>
/// <param name="RefusedFor">Why.</param>
/// <param name="Revises">The version it revises; 0 for a new indicator.</param>
/// <param name="Old">What that version was; absent for a new indicator.</param>
/// <param name="New">What is proposed, or is since <paramref name="InForceSince"/>.</param>
internal sealed record RevisionView(
    int Revision, string Code, RevisionState State, string Reason, Side ProposedBy, Instant ProposedAt, Instant? AgencyAssentedAt, Instant? PartnerAssentedAt, Instant? InForceSince,
    Side? RefusedBy, string? RefusedFor, int Revises, VersionView? Old, VersionView New)
{
    public static RevisionView Of(Revision r, Indicator? indicator, Language language) => new(
        r.Proposed.Revision, r.Proposed.Definition.Code, r.State, r.Proposed.Reason.In(language), r.Proposed.Side, r.Proposed.At, r.Agency?.At, r.Partner?.At, r.InForceSince,
        r.Refused?.Side, r.Refused?.Reason.In(language), r.Proposed.Revises,
        r.Proposed.Revises == 0 || indicator is null ? null : VersionView.Of(indicator.Versions[r.Proposed.Revises - 1].Definition, language), VersionView.Of(r.Proposed.Definition, language));
}

/// <summary>A version of an indicator, as far as revisions are about it.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Expression">What it is computed by; absent where its values are reported.</param>
/// <param name="Unit">What its values are in.</param>
/// <param name="Direction">Which way is better.</param>
/// <param name="BaselineKind">What kind of baseline it has.</param>
/// <param name="BaselineValue">The agreed baseline.</param>
/// <param name="Targets">Its targets.</param>
internal sealed record VersionView(
    string Name, string? Expression, Unit Unit, Direction Direction, BaselineKind BaselineKind, decimal? BaselineValue, IReadOnlyList<EarlierTarget> Targets)
{
    public static VersionView Of(IndicatorDefinition d, Language language) => new(
        d.Name.In(language), d.Expression, d.Unit, d.Direction, d.Baseline.Kind, d.Baseline.Value,
        [.. d.Targets.Select(t => new EarlierTarget(CheckpointView.NameOf(t.Checkpoint), t.Due, t.Kind, t.Value))]);
}
