using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PovertyMonitor.Alerts.Audiences;
using PovertyMonitor.Alerts.Delivery;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts.Delivery;

/// <summary>What is kept on its way to receivers, and how an attempt begins.</summary>
[Collection(AlertApp.Name)]
public sealed class DeliveryStoreTests(AlertApp alerts)
{
    private static readonly Instant Now = Instant.FromUtc(2026, 3, 2, 3, 0);

    private TestApp App => alerts.App;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_settled_since_it_was_written_is_not_sent_as_it_was()
    {
        var (id, _) = await App.RaiseAsync("35.22.12.2012");
        var (open, over) = (new WrittenDelivery("open", [id], [id]), new WrittenDelivery("over", [id], []));
        var asked = await KeepAsync(id);
        await App.DoAsync(id, "resolution", new { });

        Assert.Null(await BeginAsync(asked, open));
        Assert.Equal("over", await BeginAsync(asked, over));
        // From then on it is fixed, whatever is written.
        Assert.Equal("over", await BeginAsync(asked, new("later", [], []), Now + Duration.FromHours(1)));
    }

    [Fact]
    public async Task What_was_written_as_over_is_not_sent_so_once_it_is_open_again()
    {
        var (id, _) = await App.RaiseAsync("35.22.12.2013");
        var asked = await KeepAsync(id);

        Assert.Null(await BeginAsync(asked, new("over", [id], [])));
        Assert.Equal("open", await BeginAsync(asked, new("open", [id], [id])));
        // A digest that failed is fixed too, unless it is told anew.
        Assert.Equal("open", await BeginAsync(asked, new("later", [], []), Now + Duration.FromHours(1)));
        Assert.Equal("anew", await BeginAsync(asked, new("anew", [id], [id]) { IsAnew = true }, Now + Duration.FromHours(2)));
    }

    [Fact]
    public async Task One_statement_keeps_for_all_receivers_and_says_which_digest_takes_no_more()
    {
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        var store = App.Services.GetRequiredService<DeliveryStore>();
        var (sent, free) = (Planned("sent"), Planned("free"));
        await store.KeepAsync(TestApp.Regency, [sent, free], one, Ct);
        await BeginAsync((await ReadAsync(sent.Id))!, new("sent", [], []));

        var kept = await store.KeepAsync(TestApp.Regency, [sent, free], other, Ct);

        Assert.Equal([free.Id], kept);
        Assert.Equal([one], (await ReadAsync(sent.Id))!.Delivery.Alerts);
        Assert.Equal([one, other], (await ReadAsync(free.Id))!.Delivery.Alerts);
        // What is there already is kept, and once.
        Assert.Equal(2, (await store.KeepAsync(TestApp.Regency, [sent, free], one, Ct)).Count);
        Assert.Equal([one, other], (await ReadAsync(free.Id))!.Delivery.Alerts);
    }

    private async Task<AskedDelivery> KeepAsync(Guid alert)
    {
        var planned = Planned("nobody");
        await App.Services.GetRequiredService<DeliveryStore>().KeepAsync(TestApp.Regency, [planned], alert, Ct);
        var asked = (await ReadAsync(planned.Id))!;
        Assert.Equal(alert, Assert.Single(asked.Alerts).Alert.Id);
        Assert.True(asked.AudiencesVersion > 0);
        return asked;
    }

    private Task<AskedDelivery?> ReadAsync(Guid id) => App.Services.GetRequiredService<DeliveryReader>().ReadAsync(TestApp.Regency, id, Ct);

    private Task<string?> BeginAsync(AskedDelivery asked, WrittenDelivery written, Instant? at = null) => App.Services.GetRequiredService<DeliveryStore>()
        .BeginAsync(TestApp.Regency, asked.Delivery, written, at ?? Now, (at ?? Now) + Duration.FromMinutes(1), Ct);

    private static PlannedDelivery Planned(string receiver) =>
        new(Guid.NewGuid(), new Receiver(receiver, "nobody", AlertChannel.Webhook, [], "https://example.test/", "id", 0), Notice.Raised, Now, IsDigest: true);
}
