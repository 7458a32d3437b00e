using System.Collections.Immutable;
using PovertyMonitor.Households;

namespace PovertyMonitor.Assistance.Given;

/// <summary>A household as far as help is concerned: what was given, what it was referred for, and what was answered.</summary>
internal sealed record HelpHistory(
    Household Household, ImmutableArray<AssistanceRecorded> Given, ImmutableArray<ReferralMade> Referrals, ImmutableArray<ReferralAnswered> Answers)
{
    public static HelpHistory After(IEnumerable<object> events) => events.Aggregate(new HelpHistory(Household.Unknown, [], [], []), (state, e) => state.With(e));

    /// <summary>The answer that a referral stands at; <see langword="null"/> while there is none.</summary>
    public ReferralAnswered? LastAnswer(Guid referral) => Answers.LastOrDefault(a => a.ReferralId == referral);

    /// <summary>With the help of a household that ended in this one.</summary>
    public HelpHistory And(HelpHistory absorbed) =>
        this with { Given = Given.AddRange(absorbed.Given), Referrals = Referrals.AddRange(absorbed.Referrals), Answers = Answers.AddRange(absorbed.Answers) };

    private HelpHistory With(object e) => e switch
    {
        AssistanceRecorded given => this with { Given = Given.Add(given) },
        ReferralMade referral => this with { Referrals = Referrals.Add(referral) },
        ReferralAnswered answer => this with { Answers = Answers.Add(answer) },
        _ => this with { Household = Household.With(e) },
    };
}
