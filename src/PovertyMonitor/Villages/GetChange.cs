using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Regions;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Villages;

/// <summary>GET /api/villages/{code}/change, and of districts and regencies: what changed between two rounds, and through whom.</summary>
internal static class GetChange
{
    public static void Map(IEndpointRouteBuilder api) => api.MapFigures(
        "change", "Change",
        level => (string code, string? from, string? to, string? measure, [AsParameters] SliceRequest slice, [AsParameters] FigureWork work, RoundPairReader pairs, CancellationToken ct) =>
            HandleAsync(code, level, from ?? "", to ?? "", measure, slice, work, pairs, ct),
        (route, level) => route.Produces<ChangeView>()
            .WithSummary($"The change of a {level}'s figures between two rounds (from, to), split into households that stayed, moved in or out, were found newly and were not interviewed again; of those who stayed, how many became poor and how many left poverty. Where kinds of household are asked for, also into those that came to be of the kind or no longer are. Where a round visits a sample, its figures are estimated and the change has a standard error; the households told apart are then those interviewed, unweighted."));

    private static async Task<IResult> HandleAsync(
        string code, AreaLevel level, string from, string to, string? measure, SliceRequest slice, FigureWork work, RoundPairReader pairs, CancellationToken ct)
    {
        var (area, question, problem) = await work.ReadAsync(code, level, measure, from, slice, ct);
        if (question is null) return problem!;
        if ((await FigureQuestion.ReadAsync(measure, to, work.Tenant, work.Poverty, ct)).Problem is { } unknown) return unknown;
        var asOf = await work.Poverty.AsOfAsync(work.Tenant, ct);
        var cells = await pairs.ReadAsync(work.Tenant, question, to, code, ct);
        var counted = ChangeView.Of(area!, question, to, asOf, cells);
        if (await SampleChange.ReadAsync(work.Tenant, question, to, code, work.Samples, ct) is not { } sample) return Results.Ok(counted);
        var estimated = counted with
        {
            First = sample.First ?? counted.First,
            Second = sample.Second ?? counted.Second,
            EstimatedDeltaH = sample.DeltaH(counted),
            EstimatedDeltaM0 = sample.DeltaM0(counted),
        };
        return Results.Ok(estimated.WithDeltas());
    }
}

/// <summary>What changed in an area between two rounds.</summary>
/// <param name="Area">The area's Kemendagri code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Measure">The measure revision, code@revision.</param>
/// <param name="Cutoff">The poverty cutoff k.</param>
/// <param name="From">The first round.</param>
/// <param name="To">The second round.</param>
/// <param name="AsOf">The place of the log the figures are as of.</param>
/// <param name="Slice">Which part of what is known they are of.</param>
/// <param name="First">All households of the first round.</param>
/// <param name="Second">All households of the second round.</param>
/// <param name="DeltaH">Change of H.</param>
/// <param name="DeltaM0">Change of M0.</param>
/// <param name="Flows">The same by what became of the households; each round's persons add up to its total.</param>
/// <param name="BecamePoor">Households that stayed and became poor.</param>
/// <param name="LeftPoverty">Households that stayed and left poverty.</param>
/// <param name="StayedPoor">Households that stayed and were poor in both rounds.</param>
/// <param name="EstimatedDeltaH">Where a round visits a sample, the change of H with its standard error.</param>
/// <param name="EstimatedDeltaM0">The same of M0.</param>
internal sealed record ChangeView(
    string Area, string Name, string Measure, string Cutoff, string From, string To, AsOf? AsOf, SliceView? Slice,
    ChangeSide First, ChangeSide Second, double? DeltaH, double? DeltaM0, IReadOnlyList<FlowView> Flows, long BecamePoor, long LeftPoverty, long StayedPoor,
    EstimateView? EstimatedDeltaH = null, EstimateView? EstimatedDeltaM0 = null)
{
    /// <summary>The same with the changes that follow from its sides.</summary>
    public ChangeView WithDeltas() => this with { DeltaH = Second.H - First.H, DeltaM0 = Second.M0 - First.M0 };

    public static ChangeView Of(Area area, FigureQuestion question, string to, AsOf? asOf, IReadOnlyList<FlowCell> cells)
    {
        ChangeSide SideOf(IEnumerable<MaskCell?> side) => ChangeSide.Of(question.IndexOf(MaskHistogram.Of(side.OfType<MaskCell>())));
        var (first, second) = (SideOf(cells.Where(c => c.Flow is not (RoundFlow.MovedIn or RoundFlow.Found or RoundFlow.JoinedKind)).Select(c => c.First)),
            SideOf(cells.Where(c => c.Flow is not (RoundFlow.MovedOut or RoundFlow.NotInterviewedAgain or RoundFlow.LeftKind)).Select(c => c.Second)));
        bool? IsPoor(MaskCell? cell) => cell is { } c && question.IndexOf(MaskHistogram.Of([c with { Households = 1, Persons = 1 }])) is { HouseholdsUsed: 1 } i ? i.PoorHouseholds == 1 : null;
        long Became(bool before, bool after) => cells.Where(c => c.Flow == RoundFlow.Stayed && IsPoor(c.First) == before && IsPoor(c.Second) == after).Sum(c => c.First!.Value.Households);
        return new(
            area.Code.ToString(), area.Name, question.Measure.Id, question.Cutoff.ToString(), question.Round!, to, asOf, SliceView.Of(question.Slice), first, second,
            second.H - first.H, second.M0 - first.M0,
            [.. Enum.GetValues<RoundFlow>().Where(f => f is not (RoundFlow.LeftKind or RoundFlow.JoinedKind) || question.Slice.Households != 0).Select(flow => new FlowView(flow, cells.Where(c => c.Flow == flow).Sum(c => (c.First ?? c.Second)!.Value.Households),
                SideOf(cells.Where(c => c.Flow == flow).Select(c => c.First)), SideOf(cells.Where(c => c.Flow == flow).Select(c => c.Second))))],
            Became(false, true), Became(true, false), Became(true, true));
    }
}

/// <summary>Households between two rounds.</summary>
/// <param name="Flow">What became of them.</param>
/// <param name="Households">How many.</param>
/// <param name="First">Their figures in the first round, wherever they were counted.</param>
/// <param name="Second">Their figures in the second.</param>
internal sealed record FlowView(RoundFlow Flow, long Households, ChangeSide First, ChangeSide Second);

/// <summary>Figures of households in one round.</summary>
/// <param name="Persons">Persons in them.</param>
/// <param name="PersonsUsed">Persons the figures are of.</param>
/// <param name="H">Headcount ratio, 0 to 1; absent where nobody is measured.</param>
/// <param name="A">Intensity, k to 1.</param>
/// <param name="M0">Adjusted headcount ratio, 0 to 1.</param>
internal sealed record ChangeSide(long Persons, long PersonsUsed, double? H, double? A, double? M0)
{
    public static ChangeSide Of(PovertyIndex index) => new(index.Persons, index.PersonsUsed, index.H, index.A, index.M0);
}
