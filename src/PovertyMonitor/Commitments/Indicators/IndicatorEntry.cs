using System.Text.Json.Serialization;
using NodaTime;

namespace PovertyMonitor.Commitments.Indicators;

/// <summary>An indicator as it is entered.</summary>
/// <param name="Name">What it shows.</param>
/// <param name="Expression">What it is computed by, such as <c>h(femaleHead) - h(otherHead)</c>; none where its values are reported.</param>
/// <param name="Measure">The code of the poverty measure of a computed one.</param>
/// <param name="Unit"><c>index</c>, <c>share</c>, <c>villages</c>, <c>count</c>, <c>days</c> or <c>rupiah</c>.</param>
/// <param name="Direction"><c>lower</c> or <c>higher</c> is better.</param>
/// <param name="Baseline">What it is compared with.</param>
/// <param name="Targets">Where it is to be at checkpoints.</param>
/// <param name="Control"><c>ownOffices</c> or <c>villages</c>: who has it in hand.</param>
/// <param name="Frequency"><c>monthly</c>, <c>quarterly</c>, <c>halfYearly</c> or <c>yearly</c>.</param>
/// <param name="Disaggregation">By what it is broken down.</param>
/// <param name="Responsible">The institution that answers for it.</param>
/// <param name="Metadata">What it means and how it is made.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record IndicatorEntry(
    TextEntry? Name, string? Unit, string? Direction, BaselineEntry? Baseline, IReadOnlyList<TargetEntry?>? Targets, string? Control, string? Frequency,
    string? Responsible, MetadataEntry? Metadata, string? Expression = null, string? Measure = null, IReadOnlyList<string?>? Disaggregation = null);

/// <summary>A baseline as it is entered.</summary>
/// <param name="Kind"><c>agreed</c> with value and day, <c>firstRound</c> (of the last round before the plan or, where there is none, of the first one in it) or <c>notNeeded</c>.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Value">The agreed value.</param>
/// <param name="At">The day the agreed value is of.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record BaselineEntry(string? Kind, TextEntry? Source, decimal? Value = null, LocalDate? At = null);

/// <summary>A target as it is entered.</summary>
/// <param name="Year">The checkpoint's year.</param>
/// <param name="Checkpoint"><c>B-03</c>, <c>B-06</c>, <c>B-09</c> or <c>B-12</c>.</param>
/// <param name="Value">The value, or the share of the baseline.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="Kind"><c>absolute</c>, which is meant where it is absent, or <c>shareOfBaseline</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TargetEntry(int? Year, string? Checkpoint, decimal? Value, TextEntry? Source, string? Kind = null);

/// <summary>Metadata as they are entered, in the fields of SDG indicators' metadata.</summary>
/// <param name="Definition">Definition and concepts.</param>
/// <param name="Goal">The SDG indicator, such as <c>1.2.2</c>.</param>
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
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MetadataEntry(
    TextEntry? Definition, string? Goal = null, TextEntry? Rationale = null, TextEntry? Method = null, TextEntry? Limitations = null, TextEntry? MissingValues = null,
    TextEntry? Source = null, TextEntry? Collection = null, string? Provider = null, string? Compiler = null, TextEntry? Comparability = null, string? References = null);
