using NodaTime;
using PovertyMonitor.Assistance.Given;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Tests.Assistance;

public sealed class HelpWordsTests
{
    private static readonly AssistanceRecorded Money = new(Guid.Empty, "BLT-DD", new LocalDate(2019, 11, 1), 300_000, null, "pemdes", "k");

    [Fact]
    public void Money_and_agencies_are_written_as_people_of_that_language_write_them()
    {
        Assert.Equal("Menerima BLT-DD: Rp300.000, dari pemerintah desa.", HelpWords.Of(Money, [], Language.Indonesian));
        Assert.Equal("Received BLT-DD: Rp300,000, from the village government.", HelpWords.Of(Money, [], Language.English));
    }

    [Theory]
    [InlineData("gizi-balita", "Referred to Dinas Kesehatan (health) for nutrition of children under five.")]
    [InlineData("klinik-mata", "Referred to Dinas Kesehatan (health) for klinik mata.")]
    public void A_code_that_nobody_named_is_read_as_words(string service, string text) =>
        Assert.Equal(text, HelpWords.Of(new ReferralMade(Guid.Empty, new LocalDate(2019, 11, 1), "dinkes", service, "k"), Language.English));
}
