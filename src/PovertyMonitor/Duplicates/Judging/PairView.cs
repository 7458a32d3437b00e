using NodaTime;
using PovertyMonitor.Duplicates.Linkage;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Duplicates.Judging;

/// <summary>Two households side by side.</summary>
/// <param name="A">The one with the smaller id.</param>
/// <param name="B">The other.</param>
/// <param name="Probability">The probability that they are one, 0 to 1; absent where one was never interviewed.</param>
/// <param name="Likelihood"><c>probable</c>, <c>possible</c> or <c>unlikely</c>.</param>
/// <param name="PriorWeight">What is for their being one before anything is compared, in bits.</param>
/// <param name="Weights">What each compared field says.</param>
/// <param name="Fields">What both answered.</param>
/// <param name="Members">Their members.</param>
/// <param name="Judgement">The judgement that stands.</param>
internal sealed record PairView(
    SideView A, SideView B, double? Probability, string? Likelihood, double PriorWeight, IReadOnlyList<WeightView> Weights,
    IReadOnlyList<FieldPair> Fields, IReadOnlyList<MemberPair> Members, JudgementView? Judgement)
{
    /// <summary>The view in a language, with who they are where that was read.</summary>
    public static PairView Of(PairRead pair, IReadOnlyDictionary<Guid, PersonalData> people, Language language)
    {
        var (a, b) = (pair.A, pair.B);
        var (personA, personB) = (people.GetValueOrDefault(a.Household), people.GetValueOrDefault(b.Household));
        var persons = (personA?.Members ?? []).Concat(personB?.Members ?? []).ToLookup(m => m.Member);
        var beside = new SideBySide(language);
        return new(SideView.Of(a), SideView.Of(b),
            pair.Candidate is { } c ? Math.Round(c.Probability, 4) : null, pair.Candidate is { } d ? LikelihoodOf(d.Probability) : null, Math.Round(pair.Model.PriorWeight, 2),
            pair.Candidate is { } e ? [.. FieldWeight.Of(e.Comparison, pair.Model).Select(w => WeightView.Of(w, language))] : [],
            beside.Households(a.Answers, b.Answers, personA, personB),
            beside.Members(a.Answers, b.Answers, pair.Compared, id => persons[id].FirstOrDefault()),
            pair.Standing is { } judged ? JudgementView.Of(judged, language) : null);
    }

    /// <summary>A probability in a word.</summary>
    public static string LikelihoodOf(double probability) => probability switch
    {
        >= LinkageModel.Probable => "probable",
        >= LinkageModel.Possible => "possible",
        _ => "unlikely",
    };
}

/// <summary>One of two households.</summary>
/// <param name="Household">The household.</param>
/// <param name="IsLiving">Whether it is there and was interviewed.</param>
/// <param name="Place">Where it lives, or lived last.</param>
/// <param name="InterviewedAt">When it answered.</param>
/// <param name="Round">In which round.</param>
internal sealed record SideView(Guid Household, bool IsLiving, Place? Place, Instant? InterviewedAt, string? Round)
{
    public static SideView Of(PairSide side) => new(side.Household, side.IsLiving, side.Place, side.InterviewedAt, side.Round);
}

/// <summary>What a compared field says, in words.</summary>
/// <param name="Field">The field's code.</param>
/// <param name="Name">Its name.</param>
/// <param name="Level">The code of its level of agreement.</param>
/// <param name="Agreement">That level in words.</param>
/// <param name="Weight">log2(m/u), in bits: above 0 for their being one, below 0 against.</param>
internal sealed record WeightView(string Field, string Name, string Level, string Agreement, double Weight)
{
    private static readonly Text Unknown = new("tidak diketahui", "not known");

    public static WeightView Of(FieldWeight weight, Language language)
    {
        var field = LinkageField.All.First(f => f.Code == weight.Field);
        var level = field.Levels.FirstOrDefault(l => l.Code == weight.Level);
        return new(weight.Field, field.Name.In(language), weight.Level, (level?.Name ?? Unknown).In(language), weight.Weight);
    }
}

/// <summary>A judgement about two households.</summary>
/// <param name="Judgement">Its code: <c>different</c>, <c>same</c> or <c>merged</c>.</param>
/// <param name="Words">The same in words.</param>
/// <param name="Reason">The reason's code.</param>
/// <param name="Because">The reason in words.</param>
/// <param name="By">Who judged.</param>
/// <param name="At">When.</param>
/// <param name="Kept">The household that goes on, where they were merged.</param>
internal sealed record JudgementView(string Judgement, string Words, string Reason, string Because, string By, Instant At, Guid? Kept)
{
    public static JudgementView Of(DuplicateJudged judged, Language language) => Of(judged.Judgement, judged.Reason, judged.By, judged.At, judged.Kept, language);

    public static JudgementView Of(DuplicateJudgement judgement, DuplicateReason reason, string by, Instant at, Guid? kept, Language language) =>
        new(Question.CodeOf(judgement), AnswerLines.NameOf(judgement, language), Question.CodeOf(reason), AnswerLines.NameOf(reason, language), by, at, kept);

}
