using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Musdes;
using PovertyMonitor.Musdes.Minutes;
using PovertyMonitor.Musdes.Objections;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Villages;
using static PovertyMonitor.Tests.Musdes.SampleList;

namespace PovertyMonitor.Tests.Musdes;

public sealed class MusdesDecisionTests
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
    public void The_camat_forwards_signed_minutes_only_and_the_bupati_decrees_what_was_forwarded_only()
    {
        var decided = Decided("cr");

        Assert.Equal("musdes.not_decided", ReviewResult.Decide(Drawn(1), new("forwarded"), Today, "camat").Code());
        Assert.Equal("musdes.scan_missing", ReviewResult.Decide(decided, new("forwarded"), Today, "camat").Code());
        Assert.Equal("musdes.invalid_field", ReviewResult.Decide(decided, new("returned"), Today, "camat").Code());
        Assert.Equal("musdes.not_forwarded", Decree(decided).Code);
        Assert.Equal("musdes.unknown_list", Decree(MusdesList.Unknown).Code);
        var decreed = Decree(Forwarded("cr")).List;
        Assert.Equal([Stage.Decreed, Stage.Verified], decreed.Lines.Values.Select(decreed.StageOf));
        Assert.Equal("musdes.list_decreed", ReviewResult.Decide(decreed, new("returned", "other"), Today, "camat").Code());
        Assert.Equal("musdes.list_decreed", LodgeObjection.Decide(decreed, new(Guid.NewGuid(), 2, null, "wronglyRemoved"), null, Today, NotSet, By).Code());
    }

    [Fact]
    public void A_disputed_line_is_decided_before_the_list_goes_on()
    {
        var disputed = Scanned(Decided("cd"));
        var forwardedBefore = disputed.With(new ListForwarded("140/1/2019", "camat"));

        Assert.Equal("musdes.lines_disputed", ReviewResult.Decide(disputed, new("forwarded"), Today, "camat").Code());
        Assert.Equal("musdes.lines_disputed", Decree(forwardedBefore).Code);
        Assert.Null(ReviewResult.Decide(disputed, new("returned", "other"), Today, "camat").Refusal);
        var settled = Scanned(disputed.After(RecordMeeting.Decide(disputed, Meeting("c", "140/2/2019", first: 2), Today, NotSet, By, InterviewedOn(Today, disputed))));
        Assert.Null(ReviewResult.Decide(settled, new("forwarded"), Today, "camat").Refusal);
    }

    [Theory]
    [InlineData("crr", 15)]
    [InlineData("ccc", 16)]
    [InlineData("ccc", 15)]
    public void A_result_that_comes_again_needs_the_signed_minutes_of_its_own(string decisions, int men)
    {
        var list = Scanned(Decided("ccc"), "one");
        list = list.After(ReviewResult.Decide(list, new("returned", "scanDiffers"), Today, "camat"));
        list = list.After(RecordMeeting.Decide(list, Meeting(decisions) with { Men = men }, Today, NotSet, By));

        Assert.Equal("musdes.scan_missing", ReviewResult.Decide(list, new("forwarded"), Today, "camat").Code());
        var filed = Scanned(list, "two");
        Assert.Null(ReviewResult.Decide(filed, new("forwarded"), Today, "camat").Refusal);
        Assert.Equal(("one", "two", "one"), (filed.ScanOf(0)!.Sha256, filed.ScanOf(1)!.Sha256, Scanned(list, "one").ScanOf(1)!.Sha256));
    }

    [Theory]
    [InlineData("140/1/2019", "one", "two")]
    [InlineData("140/2/2019", "two", null)]
    public void Minutes_filed_since_the_camats_return_are_those_of_the_result_that_comes_again_under_their_number(string minutes, string first, string? second)
    {
        var list = Scanned(Decided("c"), "one");
        list = Scanned(list.After(ReviewResult.Decide(list, new("returned", "minutesIncomplete"), Today, "camat")), "two");
        Assert.Equal("two", list.LastScan!.Sha256);

        list = list.After(RecordMeeting.Decide(list, Meeting("c", minutes), Today, NotSet, By));

        Assert.Equal((first, second), (list.ScanOf(0)!.Sha256, list.ScanOf(1)?.Sha256));
        // None that was filed is lost.
        Assert.Equal(["one", "two"], list.ScansOf(0).Concat(list.ScansOf(1)).Select(s => s.Sha256));
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

    [Fact]
    public void A_decree_of_one_number_says_one_thing_and_covers_all_its_lists_or_none()
    {
        var (ready, early) = (Forwarded("c"), Decided("c"));
        var lists = new Dictionary<Guid, MusdesList> { [ready.Drawn!.ListId] = ready, [early.Drawn!.ListId] = early };
        var entered = new DecreeEntered("188/1/2019", Today, [ready.Drawn.ListId], By);

        Assert.Empty(EnterDecree.Decide(new("188/1/2019", Today, [.. lists.Keys]), null, lists, Today, By).Events);
        Assert.Equal("musdes.other_decree", EnterDecree.Decide(new("188/1/2019", Today, [early.Drawn.ListId]), entered, lists, Today, By).Refusal!.Problem.Code);
        Assert.Null(EnterDecree.Decide(new("188/1/2019", Today, [ready.Drawn.ListId]), entered, lists, Today, By).Refusal);
        var antedated = EnterDecree.Decide(new("188/2/2019", ready.Meetings[0].HeldOn.PlusDays(-1), [ready.Drawn.ListId]), null, lists, Today, By);
        Assert.Equal("date", Assert.Single(antedated.Refusal!.Errors).Field);
        var none = EnterDecree.Decide(new("188/2/2019", Today, [ready.Drawn.ListId, null]), null, lists, Today, By);
        Assert.Equal("lists[1]", Assert.Single(none.Refusal!.Errors).Field);
    }

    [Fact]
    public void An_upheld_objection_restores_strikes_or_adds_a_line_and_no_meeting_touches_it_again()
    {
        var (restoring, wrong) = Objected(Decided("cr"), 2, "wronglyRemoved");
        var restored = Upheld(restoring, wrong);
        var (striking, poor) = Objected(restored, 1, "notPoor");
        var struck = Upheld(striking, poor);
        var missing = Guid.NewGuid();
        var adding = struck.After(LodgeObjection.Decide(struck, new(missing, null, missing, "missing"), MissingOf(missing), Today, NotSet, By));
        var added = Upheld(adding, missing);

        Assert.Equal([MeetingDecision.Removed, MeetingDecision.Confirmed, MeetingDecision.Confirmed], added.Lines.Values.Select(l => l.Decision!.Value));
        Assert.Equal((LineReason.NotPoor, missing), (added.Lines[1].Reason, added.Lines[3].Entry.Household));
        var returned = added.After(ReviewResult.Decide(added, new("returned", "other"), Today, "camat"));
        Assert.Equal("musdes.line_settled", RecordMeeting.Decide(returned, Meeting("c", "140/2/2019"), Today, NotSet, By).Code());
    }

    [Fact]
    public void An_objection_fits_what_the_line_is_and_stands_alone()
    {
        var decided = Decided("cr");
        MusdesDecision Lodge(MusdesList list, Guid id, int? line, Guid? household, string ground, MissingHousehold? missing = null) =>
            LodgeObjection.Decide(list, new(id, line, household, ground), missing, Today, NotSet, By);
        var (objected, first) = Objected(decided, 2, "wronglyRemoved");

        Assert.Equal("musdes.ground_does_not_fit", Lodge(decided, Guid.NewGuid(), 1, null, "wronglyRemoved").Code());
        Assert.Equal("musdes.ground_does_not_fit", Lodge(decided, Guid.NewGuid(), 2, null, "notPoor").Code());
        Assert.Equal("musdes.line_unknown", Lodge(decided, Guid.NewGuid(), 9, null, "notPoor").Code());
        Assert.Equal("musdes.invalid_field", Lodge(decided, Guid.NewGuid(), 1, null, "missing").Code());
        Assert.Equal("musdes.not_decided", Lodge(Drawn(1), Guid.NewGuid(), 1, null, "notPoor").Code());
        Assert.Equal("musdes.household_on_list", Lodge(decided, Guid.NewGuid(), null, decided.Lines[1].Entry.Household, "missing", MissingOf(decided.Lines[1].Entry.Household)).Code());
        Assert.Equal("musdes.household_not_surveyed", Lodge(decided, Guid.NewGuid(), null, Guid.NewGuid(), "missing").Code());
        Assert.Equal(MusdesDecision.Already, Lodge(objected, first, 2, null, "wronglyRemoved"));
        Assert.Equal("musdes.objection_id_taken", Lodge(objected, first, 1, null, "notPoor").Code());
        Assert.Equal("musdes.already_objected", Lodge(objected, Guid.NewGuid(), 2, null, "wronglyRemoved").Code());
    }

    [Fact]
    public void A_closed_objection_stays_closed_and_an_open_one_holds_the_list_up()
    {
        var (objected, id) = Objected(Scanned(Decided("cr")), 2, "wronglyRemoved");
        var examined = objected.After(AnswerObjection.Decide(objected, id, new("examined"), By, Role.Village));
        var rejected = examined.After(AnswerObjection.Decide(examined, id, new("rejected", "factsConfirmed"), By, Role.Village));

        Assert.Equal("musdes.objections_open", ReviewResult.Decide(examined, new("forwarded"), Today, "camat").Code());
        Assert.Equal("musdes.invalid_field", AnswerObjection.Decide(examined, id, new("rejected"), By, Role.Village).Code());
        Assert.Equal("musdes.objection_closed", AnswerObjection.Decide(rejected, id, new("upheld"), Officer, Role.Dinsos).Code());
        Assert.Equal("musdes.unknown_objection", AnswerObjection.Decide(rejected, Guid.NewGuid(), new("upheld"), Officer, Role.Dinsos).Code());
        Assert.Equal(MeetingDecision.Removed, rejected.Lines[2].Decision);
        Assert.Null(ReviewResult.Decide(rejected, new("forwarded"), Today, "camat").Refusal);
    }

    [Fact]
    public void An_objection_is_taken_back_by_whoever_entered_it_or_by_Dinas_Sosial()
    {
        var (objected, id) = Objected(Decided("cr"), 2, "wronglyRemoved");

        Assert.Equal("musdes.withdraw_not_yours", AnswerObjection.Decide(objected, id, new("withdrawn"), "another", Role.Village).Code());
        Assert.All(new[] { (By, Role.Village), (Officer, Role.Dinsos) }, who => Assert.Null(AnswerObjection.Decide(objected, id, new("withdrawn"), who.Item1, who.Item2).Refusal));
    }

    [Fact]
    public void A_list_whose_every_line_an_objection_settled_is_decided_again_by_minutes_alone()
    {
        var (objected, id) = Objected(Decided("c"), 1, "notPoor");
        var struck = objected.After(AnswerObjection.Decide(objected, id, new("upheld"), Officer, Role.Dinsos));
        var none = Meeting("", "140/2/2019");
        Assert.Equal("musdes.invalid_field", RecordMeeting.Decide(struck, none, Today, NotSet, By).Code());
        var returned = struck.After(ReviewResult.Decide(struck, new("returned", "other"), Today, "camat"));

        var decided = returned.After(RecordMeeting.Decide(returned, none, Today, NotSet, By));

        Assert.Equal((ListState.Decided, MeetingDecision.Removed), (decided.State, decided.Lines[1].Decision));
        Assert.Equal(MusdesDecision.Already, RecordMeeting.Decide(decided, none, Today, NotSet, By));
        Assert.Null(ReviewResult.Decide(Scanned(decided), new("forwarded"), Today, "camat").Refusal);
    }

    [Fact]
    public void Objections_are_taken_to_the_last_day_of_their_window_and_the_camat_waits_for_its_end()
    {
        // Monday the 11th, and five working days of which Thursday is none.
        var deadlines = new Deadlines(new WorkingDays([new LocalDate(2019, 3, 14)]), 3, 5, 10);
        var list = Scanned(Decided("cr", deadlines));
        var last = new LocalDate(2019, 3, 19);
        MusdesDecision LodgeOn(LocalDate day) => LodgeObjection.Decide(list, new(Guid.NewGuid(), 2, null, "wronglyRemoved"), null, day, deadlines, By);

        Assert.Equal((new LocalDate(2019, 3, 15), last), (list.Meetings[0].PostedUntil, list.ObjectionsUntil));
        Assert.Equal(new LocalDate(2019, 4, 2), ((ObjectionLodged)LodgeOn(last).Events[0]).AnswerBy);
        Assert.Equal("musdes.objection_late", LodgeOn(last.PlusDays(1)).Code());
        Assert.Equal("musdes.objection_window_open", ReviewResult.Decide(list, new("forwarded"), last, "camat").Code());
        Assert.Null(ReviewResult.Decide(list, new("forwarded"), last.PlusDays(1), "camat").Refusal);
    }

    [Fact]
    public void Without_a_setting_no_objection_is_late() =>
        Assert.Null(LodgeObjection.Decide(Decided("cr"), new(Guid.NewGuid(), 2, null, "wronglyRemoved"), null, Today.PlusYears(5), NotSet, By).Refusal);

    [Fact]
    public void A_list_is_taken_back_before_its_meeting_only_and_then_nothing_is_decided_about_it()
    {
        var withdrawn = Drawn(1).After(WithdrawList.Decide(Drawn(1), new("drawnTooEarly"), By));

        Assert.Equal("musdes.already_met", WithdrawList.Decide(Decided("c"), new("other"), By).Code());
        Assert.Equal("musdes.list_withdrawn", RecordMeeting.Decide(withdrawn, Meeting("c"), Today, NotSet, By).Code());
        Assert.Equal("musdes.list_withdrawn", FileMinutes.Decide(withdrawn, "abc", "application/pdf", 3, By).Code());
        Assert.All(withdrawn.Lines.Values, line => Assert.Equal(Stage.Withdrawn, withdrawn.StageOf(line)));
    }

    [Fact]
    public void An_objection_is_not_upheld_behind_the_camats_back()
    {
        var (list, id) = Objected(Forwarded("cr"), 1, "notPoor");
        Assert.Equal("musdes.list_forwarded", AnswerObjection.Decide(list, id, new("upheld"), Officer, Role.Dinsos).Code());
        Assert.Null(AnswerObjection.Decide(list, id, new("rejected", "noEvidence"), By, Role.Village).Refusal);
        var returned = list.After(ReviewResult.Decide(list, new("returned", "other"), Today, "camat"));
        Assert.Equal(MeetingDecision.Removed, Upheld(returned, id).Lines[1].Decision);
    }

    [Fact]
    public void Of_a_line_that_was_taken_off_nothing_says_that_it_was_forwarded()
    {
        var list = Forwarded("cr");
        var forwarded = new ListForwarded("140/1/2019", "camat");

        Assert.NotNull(MusdesWords.OfLine(forwarded, 1, list, Language.Indonesian));
        Assert.Null(MusdesWords.OfLine(forwarded, 2, list, Language.Indonesian));
        var met = MusdesWords.OfLine(list.Meetings[0] with { HeldOn = new LocalDate(2018, 3, 2) }, 2, list, Language.Indonesian)!;
        Assert.Contains("2 Maret 2018", met.In(Language.Indonesian), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_changes_a_list_alone_by_an_objection_of_their_own()
    {
        var (list, id) = Objected(Decided("cr"), 2, "wronglyRemoved");
        MusdesDecision Uphold(string by, Role role) => AnswerObjection.Decide(list, id, new("upheld"), by, role);

        Assert.All([(By, Role.Village), ("another operator", Role.Village), (By, Role.Dinsos)], who => Assert.Equal("musdes.uphold_not_yours", Uphold(who.Item1, who.Item2).Code()));
        Assert.Null(Uphold(Officer, Role.Dinsos).Refusal);
    }

    [Theory]
    [InlineData(false, "musdes.household_not_poor")]
    [InlineData(true, "musdes.household_not_measured")]
    public void Who_is_not_poor_by_the_lists_measure_is_not_missing_from_it(bool unmeasured, string code)
    {
        var (household, status) = (Guid.NewGuid(), unmeasured ? PovertyStatus.Unmeasured : PovertyStatus.NotPoor);

        Assert.Equal(code, LodgeObjection.Decide(Decided("c"), new(Guid.NewGuid(), null, household, "missing"), MissingOf(household, status), Today, NotSet, By).Code());
    }

    private static MusdesList Upheld(MusdesList list, Guid objection) => list.After(AnswerObjection.Decide(list, objection, new("upheld"), Officer, Role.Dinsos));

    private static (string? Code, MusdesList List) Decree(MusdesList list)
    {
        var id = list.Drawn?.ListId ?? Guid.NewGuid();
        var (refusal, events) = EnterDecree.Decide(new("188/1/2019", Today, [id]), null, new Dictionary<Guid, MusdesList> { [id] = list }, Today, By);
        return (refusal?.Problem.Code, events.Where(e => e.Stream == id).Aggregate(list, (state, e) => state.With(e.Event)));
    }

    private static string FieldOf(MeetingResult result) => Assert.Single(RecordMeeting.Decide(Drawn(1), result, Today, NotSet, By).Refusal!.Errors).Field;
}
