using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Alerts;
using PovertyMonitor.Alerts.Cases;
using PovertyMonitor.Alerts.Delivery;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Measures;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Tests.Alerts.Delivery;

/// <summary>What is sent of alerts as they stand.</summary>
public sealed class PayloadTests
{
    private static readonly Alert Poor = new(
        new Guid("11111111-2222-5333-8444-555555555555"), "became-poor", 1, "dinsos", AlertSeverity.Warning, "35.22", "35.22.15.2001", "s", "c",
        Instant.FromUtc(2026, 3, 2, 3, 0), new LocalDate(2026, 3, 2), "global-mpi-2018@1")
    { Household = Guid.Empty, Hamlet = "004" };

    [Theory]
    [InlineData(AlertState.Raised, "raised")]
    [InlineData(AlertState.Acknowledged, "acknowledged")]
    [InlineData(AlertState.Closed, "closed")]
    internal void A_webhook_says_where_the_alert_stands_also_within_a_digest(AlertState state, string word)
    {
        var (alone, digest) = (Data(Of(state), isDigest: false), Data(Of(state), isDigest: true)["alerts"]![0]!);

        Assert.Equal((word, word), ((string)alone["state"]!, (string)digest["state"]!));
    }

    [Theory]
    [InlineData("id", "sebab sudah hilang")]
    [InlineData("en", "cause is gone")]
    public void The_head_of_a_mail_about_what_is_over_says_so_and_of_what_is_not_nothing(string language, string words)
    {
        var over = Payloads.EmailOf(Payloads.Email(Poor.Id, language, [Of(AlertState.Closed)], Now));
        var open = Payloads.EmailOf(Payloads.Email(Poor.Id, language, [Of(AlertState.Acknowledged)], Now));

        Assert.Contains($"[{words}]", over.Text, StringComparison.Ordinal);
        Assert.Contains($"[{words}]</h2>", over.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("[", open.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("[", open.Html, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id", "dibuka kembali karena keliru")]
    [InlineData("en", "taken up again in error")]
    public void Of_a_reopening_that_was_an_error_a_mail_says_that_and_not_that_the_cause_is_gone(string language, string words)
    {
        var mail = Payloads.EmailOf(Payloads.Email(Poor.Id, language, [Of(AlertState.Closed) with { Notice = Notice.Closed, IsTakenBack = true }], Now));

        Assert.Contains($"[{words}]", mail.Text, StringComparison.Ordinal);
        Assert.Equal(2, mail.Text.Split('[').Length);
    }

    [Theory]
    [InlineData("Hubungi Bu Siti 0812-3456-7890", "sanitation")]
    [InlineData("siti.aminah@example.go.id", "sanitation")]
    [InlineData("Latrine", "Latrine")]
    public void An_indicators_name_that_holds_personal_data_is_told_by_its_code(string name, string told)
    {
        var shipped = ShippedMeasures.Read(ShippedMeasures.GlobalMpi);
        var measure = MeasureCompiler.Compile(shipped with
        {
            Dimensions = [.. shipped.Dimensions.Select(d => d with { Indicators = [.. d.Indicators.Select(i => i.Code == "sanitation" ? i with { Name = new(name, name) } : i)] })],
        }, 1);

        Assert.Equal((told, told), (AlertContents.NameOf("sanitation", measure, Language.Indonesian), AlertContents.NameOf("sanitation", measure, Language.English)));
        Assert.Equal("sanitation", AlertContents.NameOf("sanitation", null, Language.English));
    }

    [Theory]
    [InlineData("id", "Keadaan per 5 Maret 2026 07:30 WIB", "Tanggal kejadian: 2 Maret 2026")]
    [InlineData("en", "As of 5 March 2026 07:30 WIB", "Happened on: 2 March 2026")]
    public void A_mail_says_when_each_was_and_of_when_it_tells(string language, string stand, string day)
    {
        var mail = Payloads.EmailOf(Payloads.Email(Poor.Id, language, [Of(AlertState.Raised), Of(AlertState.Closed)], Now));

        Assert.StartsWith(stand, mail.Text, StringComparison.Ordinal);
        Assert.Contains($"<p>{stand}</p>", mail.Html, StringComparison.Ordinal);
        Assert.Equal((3, 3), (mail.Text.Split(day).Length, mail.Html.Split($"<p>{day}</p>").Length));
        Assert.Equal(Poor.Id, mail.Id);
    }

    [Fact]
    public void A_digest_is_told_anew_once_some_of_it_is_over_or_told_by_itself_and_then_under_another_id()
    {
        var (one, two) = (Guid.NewGuid(), Guid.NewGuid());
        var sent = new PendingDelivery(Poor.Id, "r", Notice.Raised, [one, two], "pending", 1, "{}", Now, true, null, false, Now, null) { Told = [one, two], ToldOpen = [one] };

        Assert.True(sent.Tells(new("{}", [two, one], [one])));
        Assert.False(sent.Tells(new("{}", [one, two], [])));
        Assert.False(sent.Tells(new("{}", [one], [one])));
        Assert.False(sent.Tells(new("{}", [one, two], [one, two])));
        Assert.Equal(3, new HashSet<Guid> { sent.Id, DeliveryPlan.Anew(sent.Id, [one, two], []), DeliveryPlan.Anew(sent.Id, [one], []) }.Count);
    }

    [Fact]
    public void A_hamlet_is_told_of_where_the_alert_is_about_it_and_of_no_household()
    {
        Assert.Null(Data(Of(AlertState.Raised), isDigest: false)["hamlet"]);
        Assert.Equal("004", (string)Data(Of(AlertState.Raised) with { Alert = Poor with { Household = null } }, isDigest: false)["hamlet"]!);
    }

    [Theory]
    [InlineData(Notice.Raised, AlertState.Closed, true)]
    [InlineData(Notice.Raised, AlertState.Resolved, true)]
    [InlineData(Notice.Raised, AlertState.Withdrawn, false)]
    [InlineData(Notice.Escalated, AlertState.Withdrawn, false)]
    [InlineData(Notice.Withdrawn, AlertState.Withdrawn, true)]
    [InlineData(Notice.Withdrawn, AlertState.Delivered, false)]
    [InlineData(Notice.Closed, AlertState.Closed, true)]
    [InlineData(Notice.Closed, AlertState.Delivered, false)]
    internal void What_is_over_is_told_and_what_never_was_is_not(Notice notice, AlertState state, bool isTold) =>
        Assert.Equal(isTold, DeliveryWriter.IsTold(notice, state));

    private static readonly Instant Now = Instant.FromUtc(2026, 3, 5, 0, 30);

    private static AlertContent Of(AlertState state) =>
        new(Poor, Notice.Raised, state, ShippedRules.All[ShippedRules.BecamePoor].Name, new Bilingual("teks", "text"), "https://example.test/inbox");

    private static JsonNode Data(AlertContent content, bool isDigest) =>
        JsonNode.Parse(Payloads.Webhook(Poor.Id, "35.22", [content], isDigest, Poor.CausedAt))!["data"]!;
}
