using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Households;

public sealed class HouseholdTests
{
    private const string Here = "35.22.15.2002";
    private const string There = "35.22.15.2003";
    private static readonly Instant Start = Instant.FromUtc(2018, 3, 1, 3, 0);

    [Property(MaxTest = 200)]
    public Property What_is_believed_is_the_same_in_every_order_of_arrival(int seed)
    {
        var facts = Facts();
        var expected = Believed(facts);

        var shuffled = facts.ToArray();
        new Random(seed).Shuffle(shuffled);

        return (Believed(shuffled) == expected).ToProperty();
    }

    [Fact]
    public void A_correction_of_a_correction_restates_the_interview_and_keeps_its_time()
    {
        var interview = SampleInterview.Of(false, Here, "2018-1", Start, 3);
        var first = Corrected(interview, interview.SubmissionId, 1, "35.22.15.2008");
        var second = Corrected(interview, first.SubmissionId, 2, There);

        var believed = Assert.Single(Household.After([second, interview.ToEvent(), first]).Interviews());

        Assert.Equal((interview.SubmissionId, second.SubmissionId, Start, There), (believed.SubmissionId, believed.Source, believed.At, believed.Place.Village));
    }

    [Fact]
    public void A_correction_waits_for_what_it_corrects()
    {
        var interview = SampleInterview.Of(false, Here, "2018-1", Start, 3);

        Assert.Empty(Household.After([Corrected(interview, interview.SubmissionId, 1, There)]).Interviews());
    }

    [Fact]
    public void A_move_carries_the_answers_on_until_the_next_interview()
    {
        var first = SampleInterview.Of(false, Here, "2018-1", Start, 3);
        var moved = new HouseholdMoved(Guid.NewGuid(), Start + Duration.FromDays(10), new Place(There));
        var next = SampleInterview.Of(false, There, "2019-1", Start + Duration.FromDays(300), 3);

        var spells = Spell.Of(Household.After([next.ToEvent(), moved, first.ToEvent()]));

        Assert.Equal(
            [(Here, first.SubmissionId, (Instant?)moved.MovedAt), (There, first.SubmissionId, next.InterviewedAt), (There, next.SubmissionId, null)],
            spells.Select(s => (s.Place.Village, s.Interview.SubmissionId, s.To)));
    }

    private static List<object> Facts()
    {
        var one = SampleInterview.Of(false, Here, "2018-1", Start, 3);
        var sameTime = SampleInterview.Of(true, Here, "2018-1", Start, 4);
        var next = SampleInterview.Of(true, There, "2019-1", Start + Duration.FromDays(300), 3);
        var correction = Corrected(one, one.SubmissionId, 1, Here);
        return
        [
            one.ToEvent(), sameTime.ToEvent(), next.ToEvent(), correction, Corrected(one, correction.SubmissionId, 2, There),
            new HouseholdMoved(Guid.NewGuid(), Start + Duration.FromDays(20), new Place(There)),
            new HouseholdMoved(Guid.NewGuid(), Start + Duration.FromDays(20), new Place(Here)),
            (one with { SubmissionId = Guid.NewGuid(), Outcome = VisitOutcome.Absent, Answers = null, InterviewedAt = Start + Duration.FromDays(5) }).ToEvent(),
        ];
    }

    private static string Believed(IEnumerable<object> facts)
    {
        var household = Household.After(facts);
        var visits = household.Visits.OrderBy(v => v.VisitedAt).ThenBy(v => v.SubmissionId).Select(v => v.ToString());
        return string.Join('\n', Spell.Of(household).Select(s => $"{s.From} {s.To} {s.Place} {s.Interview.Source} {s.Interview.At}").Concat(visits));
    }

    private static InterviewCorrected Corrected(Submission interview, Guid corrects, int day, string village) =>
        new(Guid.NewGuid(), corrects, interview.InterviewedAt + Duration.FromDays(day), "K-1", null, new Place(village), interview.Answers!);
}
