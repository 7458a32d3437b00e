using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace PovertyMonitor.Tests.Measures;

/// <summary>What three-valued logic promises, for any expression and any answers.</summary>
public class SoundnessTests
{
    private static readonly Config Many = Config.QuickThrowOnFailure.WithMaxTest(200);

    [Fact]
    public void A_known_result_is_the_result_of_every_way_to_answer_what_is_unknown()
    {
        var decided = 0;
        Prop.ForAll(
            (from expression in Generated.Expressions
             from answers in Generated.PartlyUnknownAnswers
             from completions in Gen.ArrayOf(Generated.CompletionOf(answers), 10)
             select (expression, answers, completions)).ToArbitrary(),
            drawn =>
            {
                var holds = Asked.Compiled(drawn.expression);
                var result = holds(drawn.answers);
                if (result is null) return;
                decided++;
                Assert.All(drawn.completions, complete => Assert.Equal(result, holds(complete)));
            }).Check(Many);
        Assert.InRange(decided, 25, 200);
    }

    [Fact]
    public void Nothing_is_unknown_where_everything_is_answered() => Prop.ForAll(
        (from expression in Generated.Expressions
         from answers in Generated.PartlyUnknownAnswers
         from complete in Generated.CompletionOf(answers)
         select (expression, complete)).ToArbitrary(),
        drawn =>
        {
            Assert.NotNull(Asked.Of(drawn.expression, drawn.complete));
        }).Check(Many);

    [Fact]
    public void An_unknown_result_is_one_that_an_answer_can_change_where_each_answer_is_used_once()
    {
        foreach (var left in new bool?[] { true, false, null })
            foreach (var right in new bool?[] { true, false, null })
                foreach (var sign in new[] { "and", "or", "==", "!=" })
                {
                    bool? Of(bool? l, bool? r) => Asked.OfHousing($"housing.assets.radio {sign} housing.assets.bicycle", new() { Assets = new() { Radio = l, Bicycle = r } });
                    var completions =
                        from l in left is null ? [true, false] : new[] { left.Value }
                        from r in right is null ? [true, false] : new[] { right.Value }
                        select Of(l, r);
                    var distinct = completions.Distinct().ToList();
                    Assert.Equal(distinct.Count == 1 ? distinct[0] : null, Of(left, right));
                }
    }
}
