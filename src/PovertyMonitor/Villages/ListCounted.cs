using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Villages;

/// <summary>GET /api/villages/{code}/counted, and of districts and regencies: exactly the households that a figure counts.</summary>
internal static class ListCounted
{
    private const int MostHouseholds = 500;

    public static void Map(IEndpointRouteBuilder api) => api.MapFigures(
        "counted", "Counted",
        level => (string code, string? status, string? after, string? measure, string? round, [AsParameters] SliceRequest slice, [AsParameters] FigureWork work, CountedList counted, CancellationToken ct) =>
            HandleAsync(code, level, status, after, measure, round, slice, work, counted, ct),
        (route, level) => route.Produces<CountedView>()
            .WithSummary($"The households behind a {level}'s figure, of any round, date, cutoff or part, as GetIndex takes them; status=poor, notPoor or unmeasured; after = the last answer's next."),
        Role.Dinsos, Role.District, Role.Village);

    private static async Task<IResult> HandleAsync(
        string code, AreaLevel level, string? status, string? after, string? measure, string? round, SliceRequest slice, FigureWork work, CountedList counted, CancellationToken ct)
    {
        var (_, question, problem) = await work.ReadAsync(code, level, measure, round, slice, ct);
        if (question is null) return problem!;
        var wanted = Enum.GetValues<PovertyStatus>().Where(s => status is null || Question.CodeOf(s) == status).ToList();
        var cursor = (Village: "", Household: Guid.Empty);
        List<FieldError> errors = [];
        if (wanted.Count == 0) errors.Add(VillageProblems.InvalidField.At("status", ("expected", "poor, notPoor, unmeasured")));
        if (after is not null && !TryRead(after, out cursor)) errors.Add(VillageProblems.InvalidField.At("after", ("expected", "next")));
        if (errors.Count > 0) return VillageProblems.Invalid.Result(errors, ("count", errors.Count));
        // A next page is of the same place of the log, whatever came meanwhile: it is in the address as knownAt.
        var asOf = await work.Poverty.AsOfAsync(work.Tenant, ct);
        if (question.Slice.Known is null && asOf is not null) question = question with { Slice = question.Slice with { Known = new(asOf.Sequence, null) } };
        var masks = (await counted.MasksAsync(work.Tenant, question, code, ct)).Where(m => wanted.Contains(StatusOf(question, m.Deprived, m.Missing))).ToList();
        var read = await counted.ReadAsync(work.Tenant, question, code, masks, cursor, MostHouseholds + 1, ct);
        var shown = read.Take(MostHouseholds).ToList();
        return Results.Ok(new CountedView(question.Measure.Id, question.Cutoff.ToString(), question.Round, question.Slice.Known?.Sequence, SliceView.Of(question.Slice),
            [.. shown.Select(h => CountedLine.Of(h, question))], read.Count > MostHouseholds ? $"{shown[^1].Village}_{shown[^1].Household:N}" : null));
    }

    /// <summary>What the measure says under the question's cutoff.</summary>
    public static PovertyStatus StatusOf(FigureQuestion question, uint deprived, uint missing)
    {
        var index = question.IndexOf(MaskHistogram.Of([new MaskCell(deprived, missing, 1, 1)]));
        return index.HouseholdsUsed == 0 ? PovertyStatus.Unmeasured : index.PoorHouseholds == 1 ? PovertyStatus.Poor : PovertyStatus.NotPoor;
    }

    private static bool TryRead(string cursor, out (string Village, Guid Household) read)
    {
        read = default;
        if (cursor.Split('_') is not [var village, var id] || !PlaceForm.Village().IsMatch(village) || !Guid.TryParseExact(id, "N", out var household)) return false;
        read = (village, household);
        return true;
    }
}

/// <summary>The households behind a figure.</summary>
/// <param name="Measure">The measure revision, code@revision.</param>
/// <param name="Cutoff">The poverty cutoff k.</param>
/// <param name="Round">The round; absent for the current figures.</param>
/// <param name="KnownAt">The last event that counts: send it as <c>knownAt</c> with <c>after</c>, so that all pages are of one place of the log.</param>
/// <param name="Slice">Which part of what is known they are.</param>
/// <param name="Households">The households, by village and id.</param>
/// <param name="Next">What to send as <c>after</c> for the next page; absent on the last.</param>
internal sealed record CountedView(string Measure, string Cutoff, string? Round, long? KnownAt, SliceView? Slice, IReadOnlyList<CountedLine> Households, string? Next);

/// <summary>A household behind a figure.</summary>
/// <param name="Household">Its id.</param>
/// <param name="Village">The village that counts it.</param>
/// <param name="Rt">The neighbourhood.</param>
/// <param name="Rw">The hamlet.</param>
/// <param name="DasaWisma">The Dasa Wisma group.</param>
/// <param name="Since">Since when it was so.</param>
/// <param name="Submission">The interview it rests on.</param>
/// <param name="Round">That interview's round.</param>
/// <param name="Event">The event by which the system learned it.</param>
/// <param name="Persons">Its persons, of those asked for.</param>
/// <param name="Status">What the measure says under the cutoff.</param>
/// <param name="Deprivations">The codes of the indicators it is deprived in.</param>
/// <param name="Unknown">The codes of the indicators that are not known.</param>
internal sealed record CountedLine(
    Guid Household, string Village, string? Rt, string? Rw, string? DasaWisma, Instant Since, Guid Submission, string Round, long Event, long Persons,
    PovertyStatus Status, IReadOnlyList<string> Deprivations, IReadOnlyList<string> Unknown)
{
    public static CountedLine Of(ListedInFigure h, FigureQuestion question) => new(
        h.Household, h.Village, h.Place.Rt, h.Place.Rw, h.Place.DasaWisma, h.ValidFrom, h.Submission, h.Round, h.KnownFrom, h.Masks.Persons,
        ListCounted.StatusOf(question, h.Masks.Deprived, h.Masks.Missing), CodesOf(question, h.Masks.Deprived), CodesOf(question, h.Masks.Missing));

    /// <summary>The codes of a mask's indicators, in the measure's order.</summary>
    public static IReadOnlyList<string> CodesOf(FigureQuestion question, uint mask) =>
        [.. question.Measure.Structure.Indicators.Where((_, j) => (mask & (1u << j)) != 0).Select(i => i.Code)];
}
