using NodaTime;
using PovertyMonitor.Musdes;
using PovertyMonitor.Musdes.Objections;
using static PovertyMonitor.Tests.Musdes.SampleList;

namespace PovertyMonitor.Tests.Musdes;

/// <summary>What a meeting may decide about a list's lines.</summary>
public sealed class MeetingDecisionTests
{
    [Theory]
    [InlineData("cc", "musdes.lines_undecided")]
    [InlineData("cccc", "musdes.line_unknown")]
    public void A_meeting_decides_every_line_of_the_list_and_no_other(string decisions, string code) =>
        Assert.Equal(code, RecordMeeting.Decide(Drawn(3), Meeting(decisions), Today, NotSet, By).Code());

    [Theory]
    [InlineData("removed")]
    [InlineData("disputed")]
    public void Nothing_is_removed_or_disputed_without_a_reason(string decision)
    {
        var result = Meeting("c") with { Decisions = [new(1, decision)] };

        var refused = RecordMeeting.Decide(Drawn(1), result, Today, NotSet, By);

        Assert.Equal(("musdes.reason_needed", "decisions[0].reason"), (refused.Code(), refused.Refusal!.Errors[0].Field));
    }

    [Fact]
    public void A_confirmed_line_has_no_reason_and_that_is_said()
    {
        var refused = RecordMeeting.Decide(Drawn(1), Meeting("c") with { Decisions = [new(1, "confirmed", "notPoor")] }, Today, NotSet, By);

        Assert.Equal(("musdes.reason_not_asked", "decisions[0].reason"), (refused.Code(), refused.Refusal!.Errors[0].Field));
    }

    [Fact]
    public void A_line_that_nobody_checked_is_not_decided() =>
        Assert.Equal("musdes.lines_not_verified", RecordMeeting.Decide(Drawn(2, verified: false), Meeting("cc"), Today, NotSet, By).Code());

    [Fact]
    public void A_line_has_one_decision_and_a_decided_one_no_other()
    {
        var twice = Meeting("c") with { Decisions = [new(1, "confirmed"), new(1, "removed", "notPoor")] };

        Assert.Equal("musdes.line_twice", RecordMeeting.Decide(Drawn(1), twice, Today, NotSet, By).Code());
        Assert.Equal("musdes.line_decided", RecordMeeting.Decide(Decided("cr"), Meeting("cr", "140/2/2019"), Today, NotSet, By).Code());
        Assert.Equal("musdes.minutes_taken", RecordMeeting.Decide(Decided("cr"), Meeting("cc"), Today, NotSet, By).Code());
        Assert.Equal(MusdesDecision.Already, RecordMeeting.Decide(Decided("cr"), Meeting("cr"), Today, NotSet, By));
    }

    [Fact]
    public void Another_meeting_decides_what_was_disputed_and_all_that_the_camat_returned()
    {
        var disputed = Decided("cd");
        var settled = disputed.After(RecordMeeting.Decide(disputed, Meeting("r", "140/2/2019", first: 2), Today, NotSet, By, InterviewedOn(Today, disputed)));
        var returned = settled.After(ReviewResult.Decide(settled, new("returned", "removalsNotJustified"), Today, "camat"));

        Assert.Equal([MeetingDecision.Confirmed, MeetingDecision.Removed], settled.Lines.Values.Select(l => l.Decision!.Value));
        Assert.Equal("musdes.list_returned", ReviewResult.Decide(returned, new("forwarded"), Today, "camat").Code());
        Assert.Equal("musdes.list_returned", LodgeObjection.Decide(returned, new(Guid.NewGuid(), 1, null, "notPoor"), null, Today, NotSet, By).Code());
        Assert.All(returned.After(RecordMeeting.Decide(returned, Meeting("cc", "140/2/2019"), Today, NotSet, By)).Lines.Values,
            line => Assert.Equal(MeetingDecision.Confirmed, line.Decision));
    }

    [Fact]
    public void A_meeting_is_neither_before_its_list_nor_to_come()
    {
        Assert.Equal("heldOn", FieldOf(Meeting("c") with { HeldOn = Today.PlusDays(1) }));
        Assert.Equal("heldOn", FieldOf(Meeting("c") with { HeldOn = DrawnOn.PlusDays(-1) }));
        Assert.Equal("women", FieldOf(Meeting("c") with { Women = 0, Men = 0 }));
        Assert.All(["3522150101800001", "Bu Siti"], text => Assert.Equal("minutes", FieldOf(Meeting("c") with { Minutes = text })));
    }

    [Fact]
    public void A_disputed_household_is_asked_again_before_a_meeting_decides_about_it_also_when_the_camat_returned_the_result()
    {
        var disputed = Decided("cd");
        var returned = disputed.After(ReviewResult.Decide(disputed, new("returned", "other"), Today, "camat"));
        var meeting = Meeting("c", "140/2/2019", first: 2);
        MusdesDecision Met(MusdesList list, MeetingResult result, LocalDate? asked) => RecordMeeting.Decide(list, result, Today, NotSet, By, asked is { } day ? InterviewedOn(day, list) : null);

        Assert.Equal("musdes.not_revisited", Met(disputed, meeting, null).Code());
        Assert.Equal("musdes.not_revisited", Met(disputed, meeting, disputed.Meetings[0].HeldOn.PlusDays(-1)).Code());
        Assert.Equal("musdes.not_revisited", Met(disputed, Meeting("r", "140/2/2019", first: 2), null).Code());
        Assert.Equal("musdes.not_revisited", Met(returned, Meeting("cc", "140/2/2019"), null).Code());
        Assert.Null(Met(disputed, meeting, disputed.Meetings[0].HeldOn).Refusal);
        Assert.Null(Met(returned, Meeting("cd", "140/2/2019"), null).Refusal);
        // Who is there no more can't be asked.
        Assert.Null(Met(disputed, meeting with { Decisions = [new(2, "removed", "movedAway")] }, null).Refusal);
    }

    private static string FieldOf(MeetingResult result) => Assert.Single(RecordMeeting.Decide(Drawn(1), result, Today, NotSet, By).Refusal!.Errors).Field;
}
