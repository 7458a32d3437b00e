using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Commitments.Indicators;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Commitments.Assessments;

/// <summary>GET /api/commitments/achievement: how much of the plan is achieved, in percent.</summary>
internal static class GetAchievement
{
    private static readonly Text Rule = new(
        "Capaian sebuah indikator adalah bagian jalan dari nilai awal ke target terakhir yang sudah ditempuh, 0 sampai 100 %; tanpa nilai awal: nilai dibanding target. Capaian keseluruhan adalah rata-rata indikator yang punya data; yang belum punya data dihitung tersendiri, tidak sebagai nol.",
        "An indicator's achievement is how much of the way from the baseline to the last target is done, 0 to 100 %; without a baseline: the value against the target. The overall achievement is the mean of the indicators that have data; those without are counted apart, not as zero.");

    public static void Map(IEndpointRouteBuilder api) => api
        .MapGet("/commitments/achievement", HandleAsync)
        .AllowRoles(CommitmentRoles.Readers)
        .WithName("GetAchievement")
        .WithSummary("How much of the plan is achieved in percent, by indicators: overall, of what the regency's own offices control, of what depends on the villages, and by commitment, beside what the regency itself reported; as known on a day (knownOn) or at an event (knownAt).")
        .Produces<AchievementView>()
        .ProducesProblem(StatusCodes.Status404NotFound)
        .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<IResult> HandleAsync([AsParameters] PlanQuery query, Language language, CancellationToken ct)
    {
        var (plan, at, problem) = await query.ReadAsync(ct);
        if (plan is null) return problem!;
        var standing = await query.Reader.StandingAsync(query.Caller.Regency!, plan, at, ct);
        var all = standing.Commitments.SelectMany(c => c.Indicators).ToList();
        var reported = plan.Achievements.LastOrDefault();
        return Results.Ok(new AchievementView(
            plan.Code, standing.AsOf, Rule.In(language), AchievementPart.Of(all), AchievementPart.Of(all.Where(i => i.Indicator.Definition.Control == Control.OwnOffices)),
            AchievementPart.Of(all.Where(i => i.Indicator.Definition.Control == Control.Villages)),
            [.. standing.Commitments.Select(c => new CommitmentAchievement(c.Commitment.Number, c.Commitment.Title.In(language), AchievementPart.Of(c.Indicators)))],
            reported is null ? null : new(reported.Percent, reported.OwnOffices, reported.Villages, reported.On, reported.Source.In(language))));
    }
}

/// <summary>How much of a plan is achieved.</summary>
/// <param name="Plan">The plan's code.</param>
/// <param name="AsOf">The place of the log the figures are as of.</param>
/// <param name="Rule">How the percentages follow from the indicators.</param>
/// <param name="Overall">All indicators.</param>
/// <param name="OwnOffices">Those that the regency's own offices control.</param>
/// <param name="Villages">Those that depend on the villages.</param>
/// <param name="Commitments">By commitment.</param>
/// <param name="Reported">What the regency itself reported last.</param>
internal sealed record AchievementView(
    string Plan, AsOf? AsOf, string Rule, AchievementPart Overall, AchievementPart OwnOffices, AchievementPart Villages, IReadOnlyList<CommitmentAchievement> Commitments,
    ReportedAchievement? Reported);

/// <summary>The achievement of some indicators.</summary>
/// <param name="Percent">The mean, 0 to 100; absent where none has data.</param>
/// <param name="Indicators">How many there are.</param>
/// <param name="WithoutData">How many of them have no data.</param>
/// <param name="ByStatus">How many stand how.</param>
internal sealed record AchievementPart(decimal? Percent, int Indicators, int WithoutData, IReadOnlyDictionary<Status, int> ByStatus)
{
    public static AchievementPart Of(IEnumerable<IndicatorStanding> indicators)
    {
        var all = indicators.ToList();
        var known = all.Select(i => i.Progress.Achievement).OfType<decimal>().ToList();
        return new(known.Count == 0 ? null : Math.Round(100 * known.Average(), 1), all.Count, all.Count - known.Count,
            all.CountBy(i => i.Progress.Status).OrderBy(s => s.Key).ToDictionary(s => s.Key, s => s.Value));
    }
}

/// <summary>The achievement of a commitment.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Title">What is committed to.</param>
/// <param name="Achievement">Its indicators'.</param>
internal sealed record CommitmentAchievement(int Number, string Title, AchievementPart Achievement);

/// <summary>What the regency itself reported.</summary>
/// <param name="Percent">Of the whole plan.</param>
/// <param name="OwnOffices">Of what its own offices control.</param>
/// <param name="Villages">Of what depends on the villages.</param>
/// <param name="On">The day it is of.</param>
/// <param name="Source">Where the figures come from.</param>
internal sealed record ReportedAchievement(decimal Percent, decimal? OwnOffices, decimal? Villages, LocalDate On, string Source);
