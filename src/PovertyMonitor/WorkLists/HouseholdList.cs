using NodaTime;
using PovertyMonitor.Assistance;
using PovertyMonitor.Assistance.Given;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Villages;

namespace PovertyMonitor.WorkLists;

/// <summary>A page of households.</summary>
/// <param name="Measure">The measure revision that says what they lack, code@revision.</param>
/// <param name="Cutoff">The poverty cutoff the status is by.</param>
/// <param name="AsOf">The place of the log that all pages of the list are as of; absent where nothing is measured yet.</param>
/// <param name="Households">The households, in the order asked for.</param>
/// <param name="Next">What to give as <c>after</c> for the next ones; absent at the end.</param>
internal sealed record HouseholdList(string Measure, string Cutoff, AsOf? AsOf, IReadOnlyList<HouseholdLine> Households, string? Next);

/// <summary>A household of the list.</summary>
/// <param name="HouseholdId">Its id.</param>
/// <param name="Village">Where it lives: the village's code.</param>
/// <param name="VillageName">The village's name.</param>
/// <param name="Rt">The neighbourhood.</param>
/// <param name="Rw">The hamlet.</param>
/// <param name="DasaWisma">Its Dasa Wisma group.</param>
/// <param name="Status">Whether it is poor under the measure and the cutoff.</param>
/// <param name="Score">The weighted share of what it lacks, 0 to 1; absent where it is not measured.</param>
/// <param name="Deprivations">What it lacks.</param>
/// <param name="Unknown">What is not known.</param>
/// <param name="Subgroups">Of the subgroups that can be asked for, those it belongs to.</param>
/// <param name="Persons">Its members.</param>
/// <param name="Round">The round of the interview it rests on.</param>
/// <param name="InterviewedOn">The day of that interview, in the regency's time.</param>
/// <param name="Stage">The furthest stage it reached on the last list it is on; absent where it is on none.</param>
internal sealed record HouseholdLine(
    Guid HouseholdId, string Village, string? VillageName, string? Rt, string? Rw, string? DasaWisma, PovertyStatus Status, double? Score,
    IReadOnlyList<LackView> Deprivations, IReadOnlyList<LackView> Unknown, IReadOnlyList<string> Subgroups, int Persons, string Round, LocalDate InterviewedOn, string? Stage)
{
    public static HouseholdLine Of(ListedHousehold h, HouseholdFilter filter, Register register, Language language)
    {
        var score = HouseholdFilter.ScoreOf(filter.Measure, h.Deprived, h.Missing);
        return new(
            h.Household, h.Village, register.Find(AreaCode.Parse(h.Village))?.Name, h.Rt, h.Rw, h.DasaWisma, filter.StatusOf(score), score?.ToDouble(),
            LackView.Of(filter.Measure, h.Deprived, language), LackView.Of(filter.Measure, h.Missing, language), HouseholdRequest.CodesOf(h.Flags), h.Persons,
            h.Round, AssistanceCodes.DayOf(h.InterviewedAt), h.Stage);
    }
}
