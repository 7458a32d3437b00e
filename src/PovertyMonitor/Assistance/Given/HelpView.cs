using NodaTime;
using PovertyMonitor.Measures;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Assistance.Given;

/// <summary>A household's need, the help it got, and what followed, side by side in the order of time.</summary>
/// <param name="HouseholdId">The household.</param>
/// <param name="Measure">The measure revision that says what need is, code@revision.</param>
/// <param name="Note">How to read it.</param>
/// <param name="AsOf">The place of the log that need is as of; absent where nothing is measured yet.</param>
/// <param name="Lines">The lines, the earliest first.</param>
internal sealed record HelpView(Guid HouseholdId, string Measure, string Note, AsOf? AsOf, IReadOnlyList<HelpLine> Lines);

/// <summary>One line: a need that was found, or help.</summary>
/// <param name="On">The day, in the regency's time.</param>
/// <param name="Kind"><c>need</c>, <c>assistance</c>, <c>referral</c> or <c>referralAnswer</c>.</param>
/// <param name="Text">What happened, in words.</param>
/// <param name="Need">What an interview found, in a line of need.</param>
/// <param name="Id">The record's id, in a line of help.</param>
/// <param name="Programme">The programme's code, in a line of assistance.</param>
/// <param name="Agency">The agency's code, in a line of assistance or a referral.</param>
/// <param name="Amount">In whole rupiah.</param>
/// <param name="Service">The service's code.</param>
/// <param name="Answer">What the agency answered, in a line of an answer.</param>
/// <param name="WhatFollowed">What later interviews found, in a line of help: an order in time and no more.</param>
internal sealed record HelpLine(
    LocalDate On, string Kind, string Text, NeedView? Need = null, Guid? Id = null, string? Programme = null, string? Agency = null, long? Amount = null,
    string? Service = null, ReferralAnswer? Answer = null, IReadOnlyList<NeedView>? WhatFollowed = null);

/// <summary>What was found of a household under a measure.</summary>
/// <param name="On">Since when, in the regency's time.</param>
/// <param name="Round">The round of the interview it rests on.</param>
/// <param name="Status">Whether it is poor under the measure.</param>
/// <param name="Deprivations">What it lacks.</param>
/// <param name="Unknown">What is not known.</param>
internal sealed record NeedView(LocalDate On, string Round, PovertyStatus Status, IReadOnlyList<LackView> Deprivations, IReadOnlyList<LackView> Unknown)
{
    public static NeedView Of(Standing standing, CompiledMeasure measure, Language language) => new(
        AssistanceCodes.DayOf(standing.From), standing.Round, standing.Status,
        LackView.Of(measure, standing.Deprived, language), LackView.Of(measure, standing.Missing, language));
}

/// <summary>An indicator of a measure.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Name">Its name in the reader's language.</param>
internal sealed record LackView(string Code, string Name)
{
    /// <summary>The indicators of a mask, in the measure's order.</summary>
    public static IReadOnlyList<LackView> Of(CompiledMeasure measure, uint mask, Language language) =>
        [.. measure.Definition.Dimensions.SelectMany(d => d.Indicators).Where((_, bit) => (mask >> bit & 1) != 0)
            .Select(i => new LackView(i.Code, language == Language.English ? i.Name.En : i.Name.Id))];
}
