using NodaTime;
using PovertyMonitor.Assistance.Given;
using PovertyMonitor.Assistance.Programmes;
using PovertyMonitor.Households;
using PovertyMonitor.Measures;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Tests.Assistance;

public sealed class HelpStoryTests
{
    private static readonly CompiledMeasure Measure = MeasureCompiler.Compile(ShippedMeasures.Read(ShippedMeasures.GlobalMpiWithoutNutrition), 1);
    private static readonly Guid Referral = Guid.NewGuid();
    private static readonly IReadOnlyList<Programme> Programmes =
        [.. ShippedProgrammes.All.Select(p => new Programme(p.Code, p.Name, p.Agency, p.Kind, p.Field, p.National, p.Aliases))];

    private static readonly HelpHistory Help = HelpHistory.After(
    [
        new HouseholdRegistered(Guid.NewGuid(), new("35.22.15.2002"), At(2026, 1)),
        new ReferralAnswered(Referral, ReferralAnswer.Served, new(2026, 8, 1), "b"),
        new AssistanceRecorded(Guid.NewGuid(), "PKH", new(2026, 4, 1), 750_000, null, "kemensos", "a"),
        new ReferralMade(Referral, new(2026, 5, 1), "dinkes", "gizi-balita", "a"),
    ]);

    [Fact]
    public void Need_and_help_stand_in_the_order_of_time_with_what_followed_beside_each_help()
    {
        var lines = Story(Language.English);

        Assert.Equal(["need", "assistance", "referral", "need", "referralAnswer"], lines.Select(l => l.Kind));
        Assert.Equal([PovertyStatus.Poor, PovertyStatus.NotPoor], lines.Where(l => l.Need is not null).Select(l => l.Need!.Status));
        Assert.Equal("Poor under this measure. Deprived in: Child mortality.", lines[0].Text);
        Assert.Equal("Received Family Hope Programme: Rp750,000, from the Ministry of Social Affairs.", lines[1].Text);
        Assert.Equal("Referral to Dinas Kesehatan (health) for nutrition of children under five: served.", lines[4].Text);
        Assert.Equal(PovertyStatus.NotPoor, Assert.Single(lines[1].WhatFollowed!).Status);
        Assert.Empty(lines[4].WhatFollowed!);
        Assert.Equal("Rujukan ke Dinas Kesehatan untuk gizi balita: dilayani.", Story(Language.Indonesian)[4].Text);
    }

    [Fact]
    public void A_move_finds_nothing_new()
    {
        var moved = Standings[0] with { From = At(2026, 2) };
        Assert.Equal(5, HelpStory.Of(Help, [Standings[0], moved, Standings[1]], Measure, Programmes, Language.English).Count);
    }

    [Theory]
    [InlineData("effect")]
    [InlineData("impact")]
    [InlineData("because")]
    [InlineData("result of")]
    [InlineData("dampak")]
    [InlineData("akibat")]
    [InlineData("pengaruh")]
    [InlineData("berkat")]
    public void What_followed_is_never_said_to_come_of_the_help(string word)
    {
        var told = Language.All.SelectMany(language => Story(language).Select(l => l.Text).Append(HelpStory.Note.In(language)));
        Assert.DoesNotContain(told, text => text.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    private static IReadOnlyList<Standing> Standings { get; } = [Standing(2026, 1, Poor), Standing(2026, 7, 0)];

    // The first indicator of this measure is child mortality, a third of the weight.
    private const uint Poor = 0b1;

    private static Standing Standing(int year, int month, uint deprived) =>
        new(At(year, month), null, Guid.NewGuid(), "2026-1", deprived, 0, HouseholdStandings.StatusOf(Measure, deprived, 0));

    private static IReadOnlyList<HelpLine> Story(Language language) => HelpStory.Of(Help, Standings, Measure, Programmes, language);

    private static Instant At(int year, int month) => Instant.FromUtc(year, month, 5, 3, 0);
}
