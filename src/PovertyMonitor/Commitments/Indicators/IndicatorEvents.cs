using System.Collections.Immutable;
using System.Text.Json.Serialization;
using NodaTime;
using PovertyMonitor.Commitments.Plans;
using PovertyMonitor.Commitments.Revisions;

namespace PovertyMonitor.Commitments.Indicators;

/// <summary>An indicator was defined in a plan that was not yet submitted; a later definition of the same code replaces it.</summary>
/// <param name="Plan">The plan's code.</param>
/// <param name="Commitment">The commitment's number.</param>
/// <param name="Definition">The indicator.</param>
/// <param name="By">Who defined it; absent for what is shipped.</param>
/// <param name="At">When; absent for what is shipped.</param>
public sealed record IndicatorDefined(string Plan, int Commitment, IndicatorDefinition Definition, string? By = null, Instant? At = null) : ICommitmentEvent;

/// <summary>A value of a reported indicator; a later one of the same day from the same side replaces it, and both stay in the log.</summary>
/// <param name="Plan">The plan's code.</param>
/// <param name="Commitment">The commitment's number.</param>
/// <param name="Code">The indicator's code.</param>
/// <param name="Value">The value in the indicator's unit.</param>
/// <param name="On">The day it is of.</param>
/// <param name="Evidence">What shows it.</param>
/// <param name="Role">The role of who reported it.</param>
/// <param name="By">Who reported it: the id at the issuer of the token, not a name.</param>
/// <param name="At">When.</param>
public sealed record IndicatorValueReported(
    string Plan, int Commitment, string Code, decimal Value, LocalDate On, Evidence Evidence, string Role, string By, Instant At) : ICommitmentEvent
{
    /// <summary>The side that reported it.</summary>
    [JsonIgnore]
    public Side Side => CommitmentRoles.SideOf(Role);
}

/// <summary>An indicator and its targets; the metadata are the fields of SDG indicators' metadata, as for 1.2.2.</summary>
/// <param name="Code">Stable within the plan, such as <c>5.m0</c>.</param>
/// <param name="Name">What it shows.</param>
/// <param name="Expression">What it is computed by; absent where its values are reported.</param>
/// <param name="Measure">The code of the poverty measure a computed one is of.</param>
/// <param name="Unit">What its values are in.</param>
/// <param name="Direction">Which way is better.</param>
/// <param name="Baseline">What it is compared with.</param>
/// <param name="Targets">Where it is to be at checkpoints, the earliest first.</param>
/// <param name="Control">Who has it in hand.</param>
/// <param name="Frequency">How often it is measured.</param>
/// <param name="Disaggregation">By what it is broken down.</param>
/// <param name="Responsible">The institution that answers for it; absent where the regency has not said.</param>
/// <param name="Metadata">What it means and how it is made.</param>
public sealed record IndicatorDefinition(
    string Code, Wording Name, string? Expression, string? Measure, Unit Unit, Direction Direction, Baseline Baseline,
    ImmutableArray<CheckpointTarget> Targets, Control Control, Frequency Frequency, ImmutableArray<string> Disaggregation, string? Responsible, Metadata Metadata)
{
    /// <summary>Whether it is computed from the read models; else its values are reported.</summary>
    [JsonIgnore]
    public bool IsComputed => Expression is not null;
}

/// <summary>Where an indicator is to be at a checkpoint.</summary>
/// <param name="Year">The checkpoint's year.</param>
/// <param name="Checkpoint">Which one of the year.</param>
/// <param name="Kind">What the value is.</param>
/// <param name="Value">The value in the indicator's unit, or the share of the baseline to get to.</param>
/// <param name="Agreed">Whether the plan's partners agreed it; else it is a proposal.</param>
/// <param name="Source">Where it comes from, told openly.</param>
public sealed record CheckpointTarget(int Year, Checkpoint Checkpoint, TargetKind Kind, decimal Value, bool Agreed, Wording Source)
{
    /// <summary>The checkpoint's last day: the end of March, June, September or December.</summary>
    [JsonIgnore]
    public LocalDate Due => new YearMonth(Year, 3 * (1 + (int)Checkpoint)).ToDateInterval().End;
}

/// <summary>The checkpoints at which regencies report on their action plans, by their months.</summary>
public enum Checkpoint
{
    /// <summary>The end of March.</summary>
    B03,

    /// <summary>The end of June.</summary>
    B06,

    /// <summary>The end of September.</summary>
    B09,

    /// <summary>The end of December.</summary>
    B12,
}

/// <summary>Who has an indicator in hand.</summary>
public enum Control
{
    /// <summary>The regency's own offices.</summary>
    OwnOffices,

    /// <summary>It depends on the villages.</summary>
    Villages,
}

/// <summary>How often an indicator is measured.</summary>
public enum Frequency
{
    /// <summary>Every month.</summary>
    Monthly,

    /// <summary>Every quarter, for the checkpoints.</summary>
    Quarterly,

    /// <summary>Every half year.</summary>
    HalfYearly,

    /// <summary>Every year, or every survey round.</summary>
    Yearly,
}

/// <summary>What an indicator means and how it is made, in the fields of SDG indicators' metadata (United Nations Statistics Division).</summary>
/// <param name="Definition">Definition and concepts.</param>
/// <param name="Goal">The goal, target and indicator of the SDGs it belongs to, such as <c>1.2.2</c>.</param>
/// <param name="Rationale">Why it is measured.</param>
/// <param name="Method">How it is computed.</param>
/// <param name="Limitations">What it can't tell.</param>
/// <param name="MissingValues">What a missing value does.</param>
/// <param name="Source">Where the data come from.</param>
/// <param name="Collection">How they are collected.</param>
/// <param name="Provider">Who provides the data.</param>
/// <param name="Compiler">Who compiles the indicator.</param>
/// <param name="Comparability">With what it can be compared.</param>
/// <param name="References">Where to read on.</param>
public sealed record Metadata(
    Wording Definition, string? Goal = null, Wording? Rationale = null, Wording? Method = null, Wording? Limitations = null, Wording? MissingValues = null,
    Wording? Source = null, Wording? Collection = null, string? Provider = null, string? Compiler = null, Wording? Comparability = null, string? References = null);
