using NodaTime;
using PovertyMonitor.Alerts;
using PovertyMonitor.Alerts.Cases;
using PovertyMonitor.Alerts.Delivery;
using PovertyMonitor.Alerts.Rules;

namespace PovertyMonitor.Tests.Alerts.Delivery;

/// <summary>Who is told that an alert is over, by what each was sent and took.</summary>
public sealed class NewsOfEndTests
{
    private static readonly AlertRaised Raised = new(new Alert(
        new Guid("11111111-2222-5333-8444-555555555555"), "became-poor", 1, "dinsos", AlertSeverity.Warning, "35.22", "35.22.15.2001", "s", "c", At(0), new LocalDate(2026, 3, 2), "global-mpi-2018@1"));

    [Fact]
    public void What_may_have_arrived_is_told_to_be_over_and_what_was_taken_stands_in_the_feed() => Assert.Equal("may", Told(
        [new AlertCauseGone("x", At(5))],
        Open("may", Notice.Raised, 1), Open("took", Notice.Raised, 1, taken: 2), Open("took", Notice.Escalated, 3), Open("over", Notice.Raised, 1) with { IsOpen = false },
        Open("old", Notice.Raised, 1) with { IsOpen = null }));

    [Fact]
    public void Of_what_was_taken_up_again_the_end_is_told_again_whatever_was_taken_before() => Assert.Equal("ended feed may pending", Told(
        [new AlertCauseGone("x", At(5)), new AlertReopened(ReopeningReason.Recurred, "d", At(10)), new AlertCauseGone("y", At(15))],
        // Took the end of the first time, or raised then, or nothing.
        Open("ended", Notice.Raised, 1), End("ended", 6, taken: 7), Open("ended", Notice.Reopened, 11),
        Open("feed", Notice.Raised, 1, taken: 2), Open("feed", Notice.Reopened, 11),
        Open("may", Notice.Raised, 1), End("may", 6, taken: null), Open("may", Notice.Reopened, 11),
        // What is sent again may have come after the end that was taken.
        Open("pending", Notice.Raised, 1) with { IsPending = true }, End("pending", 6, taken: 7),
        Open("again", Notice.Reopened, 11, taken: 12),
        Open("known", Notice.Raised, 1), End("known", 6, taken: 7)));

    [Fact]
    public void Who_took_a_reopening_that_was_an_error_is_told_that_it_is_over() => Assert.Equal("may took", Told(
        [new AlertCauseGone("x", At(5)), new AlertReopened(ReopeningReason.Recurred, "d", At(10)), new AlertCauseGone("d", At(15), NeverWas: true)],
        Open("took", Notice.Raised, 1, taken: 2), Open("took", Notice.Reopened, 11, taken: 12),
        Open("may", Notice.Reopened, 11),
        Open("first", Notice.Raised, 1, taken: 2),
        Open("ended", Notice.Reopened, 11, taken: 12), End("ended", 13, taken: 14)));

    private static string Told(object[] events, params SentNotice[] sent) => string.Join(' ', NewsOfEnd.ToldOfEnd(AlertCase.After([Raised, .. events]), sent).Order(StringComparer.Ordinal));

    private static SentNotice Open(string receiver, Notice notice, int begun, int? taken = null) => new(receiver, notice, true, false, At(begun), taken is { } t ? At(t) : null);

    private static SentNotice End(string receiver, int begun, int? taken) => Open(receiver, Notice.Closed, begun, taken) with { IsOpen = false };

    private static Instant At(int minute) => Instant.FromUtc(2026, 3, 2, 3, 0) + Duration.FromMinutes(minute);
}
