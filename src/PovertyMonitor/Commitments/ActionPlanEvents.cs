using System.Collections.Immutable;
using NodaTime;

namespace PovertyMonitor.Commitments;

/// <summary>The regency and its partners agreed an action plan, complete with commitments and indicators.</summary>
/// <param name="FromYear">The plan's first year.</param>
/// <param name="ToYear">The plan's last year.</param>
/// <param name="Title">What the plan is called.</param>
/// <param name="Source">Where the plan's content comes from.</param>
/// <param name="Commitments">The commitments, by number.</param>
public sealed record ActionPlanAgreed(
    int FromYear, int ToYear, Wording Title, Wording Source, ImmutableArray<AgreedCommitment> Commitments);

/// <summary>A commitment of the plan.</summary>
/// <param name="Number">Its number in the plan, from 1.</param>
/// <param name="Title">What is committed to.</param>
/// <param name="Indicators">How it is measured; empty where the system has nothing to measure it by.</param>
public sealed record AgreedCommitment(int Number, Wording Title, ImmutableArray<AgreedIndicator> Indicators);

/// <summary>An indicator of a commitment.</summary>
/// <param name="Code">Stable within the plan, such as <c>5.m0</c>.</param>
/// <param name="Name">What it shows.</param>
/// <param name="Figure">Which figure of a survey round it is.</param>
/// <param name="Measure">The code of the poverty measure the figure is of.</param>
/// <param name="Unit">What its values are in.</param>
/// <param name="Direction">Which way is better.</param>
/// <param name="Baseline">What it is compared with.</param>
/// <param name="Target">Where it is to get.</param>
/// <param name="Threshold">For counted villages: the headcount ratio above which a village counts, 0 to 1; else null.</param>
public sealed record AgreedIndicator(
    string Code,
    Wording Name,
    Figure Figure,
    string Measure,
    Unit Unit,
    Direction Direction,
    Baseline Baseline,
    Target Target,
    decimal? Threshold = null);

/// <summary>What an indicator is compared with.</summary>
/// <param name="Kind">Whether it is agreed, is taken from the first round, or isn't needed.</param>
/// <param name="Source">Where it comes from, told openly.</param>
/// <param name="Value">The agreed value; null unless agreed.</param>
/// <param name="At">The day the agreed value is of; null unless agreed.</param>
public sealed record Baseline(BaselineKind Kind, Wording Source, decimal? Value = null, LocalDate? At = null);

/// <summary>Where an indicator is to get.</summary>
/// <param name="Kind">What the value is.</param>
/// <param name="Value">The value in the indicator's unit, or the share of the baseline to get to.</param>
/// <param name="Due">The day by which.</param>
/// <param name="Agreed">Whether the plan's partners agreed it; else it is a proposal.</param>
/// <param name="Source">Where it comes from, told openly.</param>
public sealed record Target(TargetKind Kind, decimal Value, LocalDate Due, bool Agreed, Wording Source);

/// <summary>A text of the plan in both languages.</summary>
/// <param name="Id">In Bahasa Indonesia.</param>
/// <param name="En">In English.</param>
public sealed record Wording(string Id, string En);

/// <summary>A figure of a survey round.</summary>
public enum Figure
{
    /// <summary>The adjusted headcount ratio M0 of the regency, 0 to 1.</summary>
    AdjustedHeadcount,

    /// <summary>The headcount ratio H of the regency, 0 to 1.</summary>
    Headcount,

    /// <summary>The number of villages, of those with figures, whose H lies above the threshold.</summary>
    VillagesAboveThreshold,

    /// <summary>The completed share of the households expected in the round, 0 to 1.</summary>
    Coverage,
}

/// <summary>What an indicator's values are in.</summary>
public enum Unit
{
    /// <summary>An index, 0 to 1.</summary>
    Index,

    /// <summary>A share, 0 to 1.</summary>
    Share,

    /// <summary>A number of villages.</summary>
    Villages,

    /// <summary>A number of what the indicator's definition says.</summary>
    Count,

    /// <summary>Days.</summary>
    Days,

    /// <summary>Rupiah.</summary>
    Rupiah,
}

/// <summary>Which way an indicator gets better.</summary>
public enum Direction
{
    /// <summary>Less is better.</summary>
    Lower,

    /// <summary>More is better.</summary>
    Higher,
}

/// <summary>Where a baseline comes from.</summary>
public enum BaselineKind
{
    /// <summary>The last round before the plan that has the figure or, where there is none, the first one in it, until the regency sets another.</summary>
    FirstRound,

    /// <summary>Agreed in the plan.</summary>
    Agreed,

    /// <summary>The indicator is held against its target alone.</summary>
    NotNeeded,
}

/// <summary>What a target's value is.</summary>
public enum TargetKind
{
    /// <summary>The value to reach.</summary>
    Absolute,

    /// <summary>The share of the baseline to get to, such as 0.9.</summary>
    ShareOfBaseline,
}
