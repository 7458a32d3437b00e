using NodaTime;
using PovertyMonitor.Alerts;
using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Alerts.Cases;
using PovertyMonitor.Alerts.Detection;
using PovertyMonitor.Alerts.Rules;

namespace PovertyMonitor.Tests.Alerts.Cases;

/// <summary>What follows from taking an alert up again.</summary>
public sealed class AlertDeciderTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 3, 0);
    private static readonly AlertRaised Raised = new(new Alert(
        new Guid("11111111-2222-5333-8444-555555555555"), "became-poor", 1, "dinsos", AlertSeverity.Warning, "35.22", "35.22.15.2001", "s", "c", Now, new LocalDate(2026, 3, 2), "global-mpi-2018@1"));

    [Fact]
    public void What_is_open_was_no_false_alarm_that_could_be_taken_back()
    {
        Assert.Equal("alert.was_no_false_alarm", Refused(ReopeningReason.NoFalseAlarm, Raised));
        Assert.Equal("alert.was_no_false_alarm", Refused(ReopeningReason.NoFalseAlarm, Raised, new AlertAcknowledged("a", Now)));
        // Nor was it one the last time, whatever it had been before.
        Assert.Equal("alert.was_no_false_alarm", Refused(ReopeningReason.NoFalseAlarm,
            Raised, new AlertVerified(false, "a", Now), new AlertReopened(ReopeningReason.NoFalseAlarm, "a", Now), new AlertResolved("a", Now), new AlertReopened(ReopeningReason.ClosedTooEarly, "a", Now)));
    }

    [Fact]
    public void A_false_alarm_is_taken_back_once()
    {
        object[] falsely = [Raised, new AlertVerified(false, "a", Now)];
        var again = Assert.IsType<AlertReopened>(Assert.Single(Decide(ReopeningReason.NoFalseAlarm, falsely).Events));

        Assert.Equal((ReopeningReason.NoFalseAlarm, "b"), (again.Why, again.By));
        Assert.Equal(AlertDecision.Already, Decide(ReopeningReason.NoFalseAlarm, [.. falsely, again]));
    }

    [Fact]
    public void What_is_open_was_not_closed_too_early_and_what_was_withdrawn_stays_so()
    {
        Assert.Equal(AlertDecision.Already, Decide(ReopeningReason.ClosedTooEarly, Raised));
        Assert.Equal("alert.settled", Refused(ReopeningReason.ClosedTooEarly, Raised, new AlertWithdrawn("x", Now)));
        Assert.Equal("alert.settled", Refused(ReopeningReason.NoFalseAlarm, Raised, new AlertWithdrawn("x", Now)));
    }

    [Fact]
    public void What_recurs_tells_what_holds_then_and_what_raised_it_again_once_that_turned_out_never_to_be()
    {
        object[] recurred = [Raised, new AlertCauseGone("x", Now), .. AlertDecider.Recur(AlertCase.After([Raised, new AlertCauseGone("x", Now)]), "d", Facts, Now).Events];
        var again = AlertCase.After(recurred);

        Assert.Equal((Raised.Alert.Id, "d", "4/9", "d"), (again.Latest!.Id, again.Latest.Cause, again.Latest.Value, again.Cause));
        Assert.Equal("c", again.Alert!.Cause);
        Assert.Equal(AlertDecision.Already, AlertDecider.Recur(again, "d", Facts, Now));
        // A message of a version before knows no facts.
        Assert.Same(Raised.Alert, AlertCase.After([Raised, .. AlertDecider.Recur(AlertCase.After([Raised]), "d", null, Now).Events]).Latest);

        var gone = Assert.IsType<AlertCauseGone>(Assert.Single(AlertDecider.Turn(again, Turned(CauseTurn.NeverWas, "d"), Now).Events));
        var ended = again.With(gone);
        Assert.Equal((true, AlertState.Closed, "c", "d"), (gone.NeverWas, ended.State, ended.Cause, ended.TakenBack?.By));
        Assert.Same(Raised.Alert, ended.Latest);
        // Whoever was told of it is told what was the error.
        Assert.Equal(("d", "4/9"), (ended.Recalled!.Cause, ended.Recalled.Value));
        Assert.Equal(AlertDecision.Already, AlertDecider.Turn(ended, Turned(CauseTurn.NeverWas, "d"), Now));
        // What raised it can still turn out never to have been.
        Assert.IsType<AlertWithdrawn>(Assert.Single(AlertDecider.Turn(ended, Turned(CauseTurn.NeverWas, "c") with { Alert = Raised.Alert.Id }, Now).Events));
    }

    [Fact]
    public void What_is_back_of_an_area_tells_what_holds_now()
    {
        var closed = AlertCase.After([Raised, new AlertCauseGone("rule", Now)]);

        var back = Assert.IsType<AlertReopened>(Assert.Single(AlertDecider.Turn(closed, new("35.22", Raised.Alert.Id, CauseTurn.Back, "rule", Facts: Facts), Now).Events));

        Assert.Equal("4/9", closed.With(back).Latest!.Value);
    }

    [Fact]
    public void What_people_settled_and_is_over_since_is_not_opened_as_if_it_still_were()
    {
        object[] settled = [Raised, new AlertVerified(false, "a", Now)];
        object[] over = [.. settled, .. AlertDecider.Turn(AlertCase.After(settled), Turned(CauseTurn.Gone, "c") with { Alert = Raised.Alert.Id }, Now).Events];
        Assert.Equal((AlertState.FalseAlarm, "x"), (AlertCase.After(over).State, AlertCase.After(over).GoneThrough));
        Assert.Equal(AlertDecision.Already, AlertDecider.Turn(AlertCase.After(over), Turned(CauseTurn.Gone, "c") with { Alert = Raised.Alert.Id }, Now));

        foreach (var why in (ReopeningReason[])[ReopeningReason.NoFalseAlarm, ReopeningReason.ClosedTooEarly])
            Assert.Equal(AlertState.Closed, AlertCase.After([.. over, .. Decide(why, over).Events]).State);
        Assert.Equal(AlertDecision.Already, Decide(ReopeningReason.NoFalseAlarm, [.. over, .. Decide(ReopeningReason.NoFalseAlarm, over).Events]));
        // Unless it is so after all.
        object[] back = [.. over, .. AlertDecider.Turn(AlertCase.After(over), Turned(CauseTurn.Back, "c") with { Alert = Raised.Alert.Id }, Now).Events];
        Assert.Equal(AlertState.FalseAlarm, AlertCase.After(back).State);
        Assert.Equal(AlertState.Raised, AlertCase.After([.. back, .. Decide(ReopeningReason.NoFalseAlarm, back).Events]).State);
    }

    [Fact]
    public void What_was_no_error_after_all_stands_where_it_stood_and_says_so()
    {
        AlertCauseTurned Of(CauseTurn became, string through, string cause = "c") => Turned(became, cause) with { Alert = Raised.Alert.Id, Through = through, Undone = became == CauseTurn.WasAfterAll ? "merge" : null };
        foreach (var before in (object[][])[[], [new AlertAcknowledged("a", Now)], [new AlertResolved("a", Now)], [new AlertCauseGone("y", Now)]])
        {
            var stood = AlertCase.After([Raised, .. before]);
            var withdrawn = stood.With(Assert.Single(AlertDecider.Turn(stood, Of(CauseTurn.NeverWas, "merge"), Now).Events));
            Assert.Equal(AlertState.Withdrawn, withdrawn.State);

            var back = Assert.IsType<AlertReopened>(Assert.Single(AlertDecider.Turn(withdrawn, Of(CauseTurn.WasAfterAll, "undo"), Now).Events));
            var again = withdrawn.With(back);

            Assert.Equal((ReopeningReason.ErrorTakenBack, "undo"), (back.Why, back.By));
            Assert.Equal((stood.State, stood.SettledAt, stood.GoneThrough, "c"), (again.State, again.SettledAt, again.GoneThrough, again.Cause));
            Assert.Equal(AlertDecision.Already, AlertDecider.Turn(again, Of(CauseTurn.WasAfterAll, "undo"), Now));
            // What a correction withdrew stays so, whatever else is taken back.
            var corrected = stood.With(Assert.Single(AlertDecider.Turn(stood, Of(CauseTurn.NeverWas, "correction"), Now).Events));
            Assert.Equal(AlertDecision.Already, AlertDecider.Turn(corrected, Of(CauseTurn.WasAfterAll, "undo"), Now));
        }
        // What recurred was closed for it, and is open again with what it told then.
        var recurred = AlertCase.After([Raised, new AlertCauseGone("x", Now), new AlertReopened(ReopeningReason.Recurred, "d", Now, Facts)]);
        var closed = recurred.With(Assert.Single(AlertDecider.Turn(recurred, Of(CauseTurn.NeverWas, "merge", "d") with { Alert = Guid.Empty }, Now).Events));
        var open = closed.With(Assert.Single(AlertDecider.Turn(closed, Of(CauseTurn.WasAfterAll, "undo", "d") with { Alert = Guid.Empty }, Now).Events));
        Assert.Equal((AlertState.Closed, AlertState.Raised, "d", "4/9"), (closed.State, open.State, open.Cause, open.Latest!.Value));
        Assert.Equal(AlertDecision.Already, AlertDecider.Turn(closed, Of(CauseTurn.WasAfterAll, "undo"), Now));
    }

    [Fact]
    public void Stored_audiences_that_escalate_in_a_circle_are_told_once_each()
    {
        (string Audience, string EscalatesTo)[] circle = [("dinsos", "camat"), ("camat", "bappeda"), ("bappeda", "dinsos")];
        var book = AudienceBook.After(circle.Select(a => new AlertAudienceStated(a.Audience, new("a", "a"), ["dinsos"], a.EscalatesTo, "test")));
        var state = AlertCase.After([Raised]);
        foreach (var (level, audience) in (List<(int, string)>)[(1, "camat"), (2, "bappeda"), (3, "bappeda")])
        {
            state = state.With(Assert.Single(AlertDecider.Escalate(state, level, book.Next(state.Audience, state.Told), Now).Events));
            Assert.Equal(audience, state.Audience);
        }
        Assert.Null(book.Next(state.Audience, state.Told));
        Assert.Equal(3, book.Told("dinsos").Count());
    }

    private static readonly AlertFacts Facts = new(1, "global-mpi-2018@1", "d", Now, new LocalDate(2026, 3, 3)) { Value = "4/9" };

    private static AlertCauseTurned Turned(CauseTurn became, string cause) => new("35.22", Guid.Empty, became, "x", "became-poor", 1, "s", cause);

    private static AlertDecision Decide(ReopeningReason why, params object[] events) => AlertDecider.Reopen(AlertCase.After(events), why, "b", Now);

    private static string? Refused(ReopeningReason why, params object[] events) => Decide(why, events).Refusal?.Problem.Code;
}
