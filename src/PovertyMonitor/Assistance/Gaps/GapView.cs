using NodaTime;
using PovertyMonitor.Assistance.Given;
using PovertyMonitor.Assistance.RegisterFiles;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Assistance.Gaps;

/// <summary>Households that are poor here and not served, or served and not poor here.</summary>
/// <param name="Kind"><c>poor_unserved</c> or <c>served_not_poor</c>.</param>
/// <param name="Measure">The measure revision that says who is poor, code@revision.</param>
/// <param name="Programme">The programme asked for; absent for any.</param>
/// <param name="Note">How to read the list.</param>
/// <param name="AsOf">The place of the log that poverty is as of.</param>
/// <param name="RegisterFile">The file of the national register that says who is served; absent where there is none yet.</param>
/// <param name="Since">Help recorded here counts from this day on.</param>
/// <param name="Households">The households, by village and id.</param>
/// <param name="Next">What to give as <c>after</c> for the next ones; absent at the end.</param>
internal sealed record GapView(
    string Kind, string Measure, string? Programme, string Note, AsOf? AsOf, RegisterFile? RegisterFile, LocalDate Since, IReadOnlyList<GapLine> Households, string? Next);

/// <summary>A household of the list.</summary>
/// <param name="HouseholdId">Its id.</param>
/// <param name="Village">Where it lives: the village's code.</param>
/// <param name="VillageName">The village's name.</param>
/// <param name="Rt">The neighbourhood.</param>
/// <param name="Rw">The hamlet.</param>
/// <param name="Since">Since when what is said of it holds, in the regency's time.</param>
/// <param name="Deprivations">What it lacks.</param>
/// <param name="Unknown">What is not known.</param>
/// <param name="Decile">Its decile in the register file, the lowest of its members' rows.</param>
/// <param name="Programmes">Its programmes in the register file.</param>
/// <param name="LastProgramme">The programme of the last help recorded here.</param>
/// <param name="LastGivenOn">When that was.</param>
/// <param name="Head">The name of its head, where names were asked for and it was given.</param>
internal sealed record GapLine(
    Guid HouseholdId, string Village, string? VillageName, string? Rt, string? Rw, LocalDate Since, IReadOnlyList<LackView> Deprivations,
    IReadOnlyList<LackView> Unknown, int? Decile, IReadOnlyList<string> Programmes, string? LastProgramme, LocalDate? LastGivenOn, string? Head);
