using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Questionnaire;
using static PovertyMonitor.Tests.Alerts.Detection.FoundAlerts;

namespace PovertyMonitor.Tests.Alerts.Detection;

/// <summary>The death of a child is told once, however it becomes known.</summary>
public sealed class ChildDeathAlertTests
{
    [Fact]
    public void The_death_of_a_child_is_told_once_whether_reported_or_found_at_an_interview()
    {
        var death = new ChildDeath { Month = new YearMonth(2018, 6), AgeMonths = 3, Mother = null };
        var rule = Rule("child-death");
        var (before, member) = (Sound(1), Guid.NewGuid());
        var died = new MemberDied(Id(7), Instant.FromUtc(2018, 6, 1, 0, 0), "test", member, death, null);

        Assert.Equal(["", "raise child-death 7", ""], After(new([rule], [rule]), "R1", before, died, Interview(2, before.Answers with { ChildDeaths = [death] })));
        Assert.Equal(["", "raise child-death 2", "NeverWas child-death 2"], After(new([rule], [rule]), "R1",
            before, Interview(2, before.Answers with { ChildDeaths = [death] }), Corrected(2, before)));
    }

    [Fact]
    public void A_death_that_is_told_with_more_later_is_the_same_and_two_in_one_month_are_two()
    {
        var rule = Rule("child-death");
        string[] Of(params object[] events) => After(new([rule], [rule]), "R1", events);
        var (before, month, mother) = (Sound(1), new YearMonth(2018, 6), Guid.NewGuid());
        InterviewCompleted Told(int n, params ChildDeath[] deaths) => Interview(n, before.Answers with { ChildDeaths = deaths });
        MemberDied Reported(int n, int? age) => new(Id(n), Instant.FromUtc(2018, 6, n, 0, 0), "test", Guid.NewGuid(), new ChildDeath { Month = month, AgeMonths = age }, null);
        ChildDeath full = new() { Month = month, AgeMonths = 40, Mother = mother };

        Assert.Equal(["", "raise child-death 7", "", ""], Of(before, Reported(7, 36), Told(2, full), Told(3, full with { AgeMonths = 41 })));
        Assert.Equal(["", "raise child-death 7", ""], Of(before, Reported(7, null), Told(2, full)));
        Assert.Equal(["", "raise child-death 7", "raise child-death 2"], Of(before, Reported(7, 36), Told(2, full, full with { AgeMonths = 2 })));
        Assert.Equal(["", "raise child-death 7", "raise child-death 2"], Of(before, Reported(7, 1), Told(2, full)));
        Assert.Equal(["", "raise child-death 7", "raise child-death 8", ""], Of(before, Reported(7, 36), Reported(8, 36), Told(2, full, full)));
        Assert.Equal(["", "raise child-death 2", "", "raise child-death 4"], Of(before, Told(2, new ChildDeath { Month = month }), Told(3, full), Told(4, full, full with { AgeMonths = 12 })));
        // Told first at an interview, and reported late.
        Assert.Equal(["", "raise child-death 2", ""], Of(before, Told(2, full), Reported(7, 36)));
        Assert.Equal(["raise child-death 2", "raise child-death 3"], Of(Told(2, new ChildDeath()), Told(3, new ChildDeath { Month = new YearMonth(2019, 9) })));
    }

    [Fact]
    public void A_death_that_is_on_record_elsewhere_too_keeps_its_alert_until_nobody_tells_it()
    {
        var rule = Rule("child-death");
        string[] Of(params object[] events) => After(new([rule], [rule]), "R1", events);
        var (before, other) = (Sound(1), new ChildDeath { Month = new YearMonth(2018, 1), AgeMonths = 90 });
        var death = new ChildDeath { Month = new YearMonth(2018, 6), AgeMonths = 42 };
        InterviewCompleted Told(int n, params ChildDeath[] deaths) => Interview(n, before.Answers with { ChildDeaths = deaths });
        MemberDied Reported(int n) => new(Id(n), Instant.FromUtc(2018, 6, n, 0, 0), "test", Guid.NewGuid(), death, null);
        ChangeWithdrawn Back(int n, WithdrawalReason why) => new(Guid.NewGuid(), "test", Id(n), why);
        InterviewWithdrawn Rejected(int n) => new(Id(n), "sentTwice", "test");

        foreach (var why in (WithdrawalReason[])[WithdrawalReason.RecordedWrongly, WithdrawalReason.DidNotHappen])
            Assert.Equal(["", "raise child-death 7", "", "", "", "", "NeverWas child-death 2, NeverWas child-death 7, NeverWas child-death 8"],
                Of(before, Reported(7), Told(2, death), Back(7, why), Reported(8), Rejected(2), Back(8, why)));
        Assert.Equal(["", "raise child-death 7", "NeverWas child-death 7", "raise child-death 8"], Of(before, Reported(7), Back(7, WithdrawalReason.RecordedWrongly), Reported(8)));
        Assert.Equal(["", "raise child-death 2", "", "", "NeverWas child-death 2, NeverWas child-death 3"], Of(before, Told(2, death), Told(3, death), Rejected(2), Rejected(3)));
        // An older interview that comes late tells the same, or one more.
        Assert.Equal(["", "raise child-death 3", ""], Of(before, Told(3, death), Told(2, death)));
        Assert.Equal(["", "raise child-death 2", "", "raise child-death 4"], Of(before, Told(2, death), Told(3, death), Told(4, death, other)));
        // Of two the one that is told by nothing else goes.
        Assert.Equal(["", "raise child-death 2", "raise child-death 3", "NeverWas child-death 3"], Of(before, Told(2, death), Told(3, death, other), Rejected(3)));
    }
}
