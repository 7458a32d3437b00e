using PovertyMonitor.Access;
using PovertyMonitor.Commitments.Revisions;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Villages;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Commitments.Indicators;

/// <summary>GET /api/commitments/{number}/indicators/{code}: everything about one indicator.</summary>
internal static class GetIndicator
{
    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/commitments/{number:int}/indicators/{code}", HandleAsync)
        .AllowRoles(CommitmentRoles.Readers)
        .WithName("GetIndicator")
        .WithSummary("One indicator with its metadata, all its values, its versions and its revisions; as known on a day (knownOn) or at an event (knownAt).")
        .Produces<IndicatorDetail>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync(int number, string code, [AsParameters] PlanQuery query, Language language, CancellationToken ct)
    {
        var (plan, at, problem) = await query.ReadAsync(ct);
        if (plan is null) return problem!;
        if (plan.Find(number) is not { } commitment) return CommitmentProblems.Unknown.Result(("number", number), ("plan", plan.Code));
        if (commitment.Find(code) is not { } indicator)
            return CommitmentProblems.UnknownIndicator.Result(("number", number), ("code", code), ("known", Listed.Of(commitment.Indicators.Select(i => i.Code))));
        var standing = await query.Reader.StandingAsync(query.Caller.Regency!, plan, at, ct, number);
        var of = standing.Commitments[0].Indicators.First(i => i.Indicator.Code == code);
        return Results.Ok(new IndicatorDetail(
            plan.Code, number, standing.AsOf, Progress.Rule.In(language), IndicatorView.Of(of, commitment, standing.AsOf, language), DefinitionView.Of(indicator.Definition, language),
            [.. of.Readings.Select(ReadingView.Of)], [.. of.Later.Select(ReadingView.Of)], indicator.Definition.IsComputed ? null : ReportedValues.Of(indicator).Values,
            [.. commitment.Revisions.Values.Where(r => r.Proposed.Definition.Code == code).Select(r => RevisionView.Of(r, indicator, language))]));
    }
}

/// <summary>Everything about one indicator.</summary>
/// <param name="Plan">The plan's code.</param>
/// <param name="Commitment">The commitment's number.</param>
/// <param name="AsOf">The place of the log the figures are as of.</param>
/// <param name="Rule">By which rule the status follows from the values.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="Definition">What it means and how it is made.</param>
/// <param name="Values">The values that the plan is judged by, the oldest first.</param>
/// <param name="Later">The values after the plan's last day, by which nothing is judged.</param>
/// <param name="Reported">All that was ever reported; absent where it is computed.</param>
/// <param name="Revisions">The revisions of it, the oldest first.</param>
internal sealed record IndicatorDetail(
    string Plan, int Commitment, AsOf? AsOf, string Rule, IndicatorView Standing, DefinitionView Definition, IReadOnlyList<ReadingView> Values, IReadOnlyList<ReadingView> Later,
    IReadOnlyList<ReportedValue>? Reported, IReadOnlyList<RevisionView> Revisions);

/// <summary>A value of an indicator.</summary>
/// <param name="Value">In the indicator's unit.</param>
/// <param name="Round">The survey round; absent for a reported value.</param>
/// <param name="At">The day it is of.</param>
/// <param name="Estimate">Of a figure from a round that visits a sample: its standard error and 95 percent interval.</param>
internal sealed record ReadingView(decimal Value, string? Round, NodaTime.LocalDate At, EstimateView? Estimate)
{
    public static ReadingView Of(Reading reading) => new(reading.Value, reading.Round, reading.At, reading.Estimate);
}

/// <summary>What an indicator means and how it is made, in the fields of SDG indicators' metadata.</summary>
internal sealed record DefinitionView(
    string Definition, string? Goal, string? Rationale, string? Method, string? Limitations, string? MissingValues, string? Source, string? Collection, string? Provider,
    string? Compiler, string? Comparability, string? References, Frequency Frequency, IReadOnlyList<string> Disaggregation, string? Responsible)
{
    public static DefinitionView Of(IndicatorDefinition d, Language language) => new(
        d.Metadata.Definition.In(language), d.Metadata.Goal, d.Metadata.Rationale?.In(language), d.Metadata.Method?.In(language), d.Metadata.Limitations?.In(language),
        d.Metadata.MissingValues?.In(language), d.Metadata.Source?.In(language), d.Metadata.Collection?.In(language), d.Metadata.Provider, d.Metadata.Compiler,
        d.Metadata.Comparability?.In(language), d.Metadata.References, d.Frequency, d.Disaggregation, d.Responsible);
}
