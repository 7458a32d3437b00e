using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Commitments;

/// <summary>An action plan as the API shows it, in the reader's language.</summary>
/// <param name="Title">What the plan is called.</param>
/// <param name="FromYear">Its first year.</param>
/// <param name="ToYear">Its last year.</param>
/// <param name="Source">Where its content comes from.</param>
/// <param name="Commitments">Its commitments, by number.</param>
internal sealed record ActionPlanView(string Title, int FromYear, int ToYear, string Source, IReadOnlyList<CommitmentView> Commitments)
{
    /// <summary>The view of a plan that has been agreed.</summary>
    public static ActionPlanView Of(ActionPlanAgreed plan, Language language) => new(
        plan.Title.In(language),
        plan.FromYear,
        plan.ToYear,
        plan.Source.In(language),
        [.. plan.Commitments.OrderBy(commitment => commitment.Number).Select(commitment => CommitmentView.Of(commitment, language))]);
}

/// <summary>A commitment as the API shows it.</summary>
/// <param name="Number">Its number in the plan.</param>
/// <param name="Title">What is committed to.</param>
/// <param name="Indicators">The codes and names of its indicators; their values are at <c>/indicators</c>.</param>
internal sealed record CommitmentView(int Number, string Title, IReadOnlyList<IndicatorName> Indicators)
{
    /// <summary>The view of a commitment.</summary>
    public static CommitmentView Of(AgreedCommitment commitment, Language language) => new(
        commitment.Number,
        commitment.Title.In(language),
        [.. commitment.Indicators.Select(indicator => new IndicatorName(indicator.Code, indicator.Name.In(language)))]);
}

/// <summary>An indicator's code and name.</summary>
/// <param name="Code">Stable within the plan.</param>
/// <param name="Name">What it shows.</param>
internal sealed record IndicatorName(string Code, string Name);

/// <summary>The plan's texts in the reader's language.</summary>
internal static class WordingInLanguage
{
    /// <summary>The text in a language.</summary>
    public static string In(this Wording wording, Language language) =>
        language == Language.English ? wording.En : wording.Id;
}
