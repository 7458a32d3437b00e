using NodaTime;
using PovertyMonitor.Musdes;
using PovertyMonitor.Musdes.Minutes;
using PovertyMonitor.Musdes.Objections;
using PovertyMonitor.Platform.Problems;
using static PovertyMonitor.Tests.Musdes.SampleList;

namespace PovertyMonitor.Tests.Musdes;

/// <summary>What the camat and the bupati may do with a result, and its signed minutes.</summary>
public sealed class ReviewDecisionTests
{
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
    public void A_list_is_taken_back_before_its_meeting_only_and_then_nothing_is_decided_about_it()
    {
        var withdrawn = Drawn(1).After(WithdrawList.Decide(Drawn(1), new("drawnTooEarly"), By));

        Assert.Equal("musdes.already_met", WithdrawList.Decide(Decided("c"), new("other"), By).Code());
        // Nobody is told to have the camat return what was returned.
        var decided = Scanned(Decided("c"));
        var returned = decided.After(ReviewResult.Decide(decided, new("returned", "other"), Today, "camat"));
        Assert.Equal("musdes.list_returned", WithdrawList.Decide(returned, new("other"), By).Code());
        Assert.Equal("musdes.list_withdrawn", RecordMeeting.Decide(withdrawn, Meeting("c"), Today, NotSet, By).Code());
        Assert.Equal("musdes.list_withdrawn", FileMinutes.Decide(withdrawn, "abc", "application/pdf", 3, By).Code());
        Assert.All(withdrawn.Lines.Values, line => Assert.Equal(Stage.Withdrawn, withdrawn.StageOf(line)));
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
}
