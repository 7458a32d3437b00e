using NodaTime;
using PovertyMonitor.Assistance.Given;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Tests.Assistance;

public sealed class HelpDeciderTests
{
    private static readonly Guid Household = Guid.NewGuid();
    private static readonly Instant March = Instant.FromUtc(2026, 3, 2, 3, 0);
    private static readonly HouseholdRegistered Registered = new(Household, new("35.22.15.2002"), March);
    private static readonly AssistanceRecorded Given = new(Guid.NewGuid(), "PKH", new(2026, 4, 1), 750_000, null, "kemensos", "somebody");
    private static readonly ReferralMade Referral = new(Guid.NewGuid(), new(2026, 4, 2), "dinkes", "gizi-balita", "somebody");

    [Fact]
    public void Help_is_recorded_once_however_often_and_by_whomever_it_is_sent()
    {
        Assert.Equal([Given], New(HelpDecider.Record(Household, Given, [Registered])));
        Already(HelpDecider.Record(Household, Given with { By = "another" }, [Registered, Given]));
        Refused("assistance.other_content", HelpDecider.Record(Household, Given with { Amount = 1 }, [Registered, Given]));
        Refused("assistance.unknown_household", HelpDecider.Record(Household, Given, []));

        Assert.Equal([Referral], New(HelpDecider.Refer(Household, Referral, [Registered])));
        Already(HelpDecider.Refer(Household, Referral, [Registered, Referral]));
        Refused("assistance.other_content", HelpDecider.Refer(Household, Referral with { Agency = "dinsos" }, [Registered, Referral]));
    }

    [Fact]
    public void A_household_that_ended_gets_no_help_after_its_end_but_what_it_got_before_can_still_be_told()
    {
        var ended = new HouseholdDissolved(Guid.NewGuid(), Instant.FromUtc(2026, 3, 31, 18, 0), "somebody", DissolutionReason.LeftRegency);
        object[] history = [Registered, ended];

        Assert.Single(New(HelpDecider.Record(Household, Given, history)));
        Refused("assistance.household_ended", HelpDecider.Record(Household, Given with { GivenOn = new(2026, 4, 2) }, history));
        Refused("assistance.household_ended", HelpDecider.Refer(Household, Referral, history));
        Already(HelpDecider.Record(Household, Given with { GivenOn = new(2026, 4, 2) }, [Registered, Given with { GivenOn = new(2026, 4, 2) }, ended]));
        Already(HelpDecider.Refer(Household, Referral, [Registered, Referral, ended]));
        Assert.Single(New(HelpDecider.Refer(Household, Referral, [.. history, new ChangeWithdrawn(Guid.NewGuid(), "somebody", ended.ChangeId, WithdrawalReason.DidNotHappen)])));
    }

    [Theory]
    [InlineData(ReferralAnswer.Accepted, ReferralAnswer.Served, true)]
    [InlineData(ReferralAnswer.Accepted, ReferralAnswer.Refused, true)]
    [InlineData(ReferralAnswer.Accepted, ReferralAnswer.Accepted, false)]
    [InlineData(ReferralAnswer.Served, ReferralAnswer.Refused, false)]
    [InlineData(ReferralAnswer.Refused, ReferralAnswer.Accepted, false)]
    public void Only_an_accepted_referral_is_answered_again(ReferralAnswer first, ReferralAnswer second, bool taken)
    {
        List<object> history = [Registered, Referral];
        history.AddRange(New(HelpDecider.Answer(Household, Answer(first, 5), history)));

        var decided = HelpDecider.Answer(Household, Answer(second, 9), history);

        if (taken) Assert.Single(New(decided));
        else Refused("assistance.referral_closed", decided);
        Already(HelpDecider.Answer(Household, Answer(first, 5), history));
    }

    [Fact]
    public void An_answer_belongs_to_a_referral_and_comes_after_it()
    {
        Refused("assistance.unknown_referral", HelpDecider.Answer(Household, Answer(ReferralAnswer.Served, 5), [Registered]));
        Refused("assistance.unknown_household", HelpDecider.Answer(Household, Answer(ReferralAnswer.Served, 5), []));
        Refused("assistance.invalid", HelpDecider.Answer(Household, Answer(ReferralAnswer.Served, 1), [Registered, Referral]));
    }

    private static ReferralAnswered Answer(ReferralAnswer answer, int day) => new(Referral.ReferralId, answer, new(2026, 4, day), "somebody");

    private static IReadOnlyList<object> New((HelpDecision Decision, IReadOnlyList<object> Events) decided)
    {
        Assert.Equal((null, true), (decided.Decision.Refusal, decided.Decision.IsNew));
        return decided.Events;
    }

    private static void Already((HelpDecision Decision, IReadOnlyList<object> Events) decided)
    {
        Assert.Equal((null, false), (decided.Decision.Refusal, decided.Decision.IsNew));
        Assert.Empty(decided.Events);
    }

    private static void Refused(string code, (HelpDecision Decision, IReadOnlyList<object> Events) decided)
    {
        Assert.Equal(code, decided.Decision.Refusal?.Problem.Code);
        Assert.Empty(decided.Events);
    }
}
