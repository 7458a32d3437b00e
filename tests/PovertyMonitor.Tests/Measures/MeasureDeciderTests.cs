using NodaTime;
using PovertyMonitor.Measures;
using Xunit;

namespace PovertyMonitor.Tests.Measures;

public class MeasureDeciderTests
{
    private static readonly MeasureDefinition Document = ShippedMeasures.Read(ShippedMeasures.GlobalMpi);
    private static readonly LocalDate Day = new(2019, 1, 1);

    private static MeasureState After(params object[] events) => MeasureState.Of(Document.Code, events);

    private static MeasureProposed Proposed => new(Document.Code, 1, Document);

    private static MeasureAdopted Adopted => new(Document.Code, 1, Document, Day);

    private static (object?, MeasureRefusal?) Decide(MeasureState state, MeasureStep command) => MeasureDecider.Decide(state, command);

    [Fact]
    public void A_new_measure_is_proposed_as_its_first_revision() => Assert.Equal((Proposed, null), Decide(After(), new MeasureStep.Propose(Document)));

    [Fact]
    public void A_measure_is_proposed_once() => Assert.Equal((null, MeasureRefusal.AlreadyProposed), Decide(After(Proposed), new MeasureStep.Propose(Document)));

    [Fact]
    public void What_was_never_proposed_can_not_be_revised_adopted_or_retired() => Assert.All(
        new MeasureStep[] { new MeasureStep.Revise(Document, "x"), new MeasureStep.Adopt(1, Day), new MeasureStep.Retire(Day, "x") },
        command => Assert.Equal((null, MeasureRefusal.NotProposed), Decide(After(), command)));

    [Fact]
    public void The_waiting_revision_is_adopted_with_its_document() => Assert.Equal((Adopted, null), Decide(After(Proposed), new MeasureStep.Adopt(1, Day)));

    [Fact]
    public void Only_the_waiting_revision_is_adopted()
    {
        Assert.Equal((null, MeasureRefusal.NotWaiting), Decide(After(Proposed), new MeasureStep.Adopt(2, Day)));
        Assert.Equal((null, MeasureRefusal.NotWaiting), Decide(After(Proposed, Adopted), new MeasureStep.Adopt(1, Day.PlusDays(1))));
    }

    [Fact]
    public void A_revision_gets_the_next_number_and_leaves_the_adopted_one_in_force()
    {
        var revised = new MeasureRevised(Document.Code, 2, Document, "k");
        Assert.Equal((revised, null), Decide(After(Proposed, Adopted), new MeasureStep.Revise(Document, "k")));
        Assert.Equal(1, After(Proposed, Adopted, revised).InForceOn(Day)!.Number);
    }

    [Fact]
    public void The_revision_adopted_later_is_in_force_from_its_day()
    {
        var state = After(Proposed, Adopted, new MeasureRevised(Document.Code, 2, Document, "k"), new MeasureAdopted(Document.Code, 2, Document, Day.PlusYears(1)));
        Assert.Null(state.InForceOn(Day.PlusDays(-1)));
        Assert.Equal(1, state.InForceOn(Day.PlusYears(1).PlusDays(-1))!.Number);
        Assert.Equal(2, state.InForceOn(Day.PlusYears(1))!.Number);
    }

    [Fact]
    public void A_later_revision_takes_effect_later()
    {
        var state = After(Proposed, Adopted, new MeasureRevised(Document.Code, 2, Document, "k"));
        Assert.Equal((null, MeasureRefusal.NotAfterPrevious), Decide(state, new MeasureStep.Adopt(2, Day)));
    }

    [Fact]
    public void An_adopted_measure_is_retired_after_it_took_effect()
    {
        Assert.Equal((null, MeasureRefusal.NotAdopted), Decide(After(Proposed), new MeasureStep.Retire(Day, "x")));
        Assert.Equal((null, MeasureRefusal.NotAfterPrevious), Decide(After(Proposed, Adopted), new MeasureStep.Retire(Day, "x")));
        var retired = new MeasureRetired(Document.Code, Day.PlusDays(9), "x");
        Assert.Equal((retired, null), Decide(After(Proposed, Adopted), new MeasureStep.Retire(Day.PlusDays(9), "x")));
        Assert.Null(After(Proposed, Adopted, retired).InForceOn(Day.PlusDays(9)));
        Assert.Equal(1, After(Proposed, Adopted, retired).InForceOn(Day.PlusDays(8))!.Number);
    }

    [Fact]
    public void Nothing_happens_to_a_retired_measure() => Assert.Equal(
        (null, MeasureRefusal.Retired), Decide(After(Proposed, Adopted, new MeasureRetired(Document.Code, Day.PlusDays(9), "x")), new MeasureStep.Revise(Document, "k")));
}
