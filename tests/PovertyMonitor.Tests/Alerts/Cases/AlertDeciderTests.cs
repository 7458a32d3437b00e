using NodaTime;
using PovertyMonitor.Alerts;
using PovertyMonitor.Alerts.Cases;
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

    private static AlertDecision Decide(ReopeningReason why, params object[] events) => AlertDecider.Reopen(AlertCase.After(events), why, "b", Now);

    private static string? Refused(ReopeningReason why, params object[] events) => Decide(why, events).Refusal?.Problem.Code;
}
