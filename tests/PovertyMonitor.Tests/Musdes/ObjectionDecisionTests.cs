using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Musdes;
using PovertyMonitor.Musdes.Objections;
using PovertyMonitor.Villages;
using static PovertyMonitor.Tests.Musdes.SampleList;

namespace PovertyMonitor.Tests.Musdes;

/// <summary>What an objection does to a list.</summary>
public sealed class ObjectionDecisionTests
{
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
    public void An_objection_is_not_upheld_behind_the_camats_back()
    {
        var (list, id) = Objected(Forwarded("cr"), 1, "notPoor");
        Assert.Equal("musdes.list_forwarded", AnswerObjection.Decide(list, id, new("upheld"), Officer, Role.Dinsos).Code());
        Assert.Null(AnswerObjection.Decide(list, id, new("rejected", "noEvidence"), By, Role.Village).Refusal);
        var returned = list.After(ReviewResult.Decide(list, new("returned", "other"), Today, "camat"));
        Assert.Equal(MeetingDecision.Removed, Upheld(returned, id).Lines[1].Decision);
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
}
