using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Dashboard;

/// <summary>The page in a real browser of a phone's width.</summary>
[Collection(StoredEventsApp.Name)]
public sealed class DashboardInBrowserTests(SharedApp shared)
{
    private const int Narrow = 360;

    [Fact]
    public async Task It_fits_a_phone_is_styled_and_changes_language_and_order()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var browser = await Chromium.StartAsync(Narrow, 740, ct);

        await browser.OpenAsync(shared.App.Client.BaseAddress!, ct);
        Assert.Equal("en", (await browser.ReadAsync("document.documentElement.lang", ct))!.GetValue<string>());
        Assert.Equal(430, (await browser.ReadAsync("document.querySelectorAll('#villages tbody tr').length", ct))!.GetValue<int>());
        Assert.InRange((await browser.ReadAsync("document.documentElement.scrollWidth", ct))!.GetValue<int>(), 300, Narrow);
        // From the stylesheet, which the policy lets in.
        Assert.Equal("rgb(11, 93, 59)", (await browser.ReadAsync("getComputedStyle(document.querySelector('button')).backgroundColor", ct))!.GetValue<string>());

        await browser.FollowAsync("nav a", ct);
        Assert.Equal("id", (await browser.ReadAsync("document.documentElement.lang", ct))!.GetValue<string>());
        await browser.FollowAsync("#villages thead th a", ct);
        Assert.Equal("ascending", (await browser.ReadAsync("document.querySelector('#villages th[aria-sort]').getAttribute('aria-sort')", ct))!.GetValue<string>());
        await browser.ReadAsync("document.querySelector('select[name=district]').value = '35.22.15'", ct);
        await browser.FollowAsync("form button", ct);
        Assert.Equal(18, (await browser.ReadAsync("document.querySelectorAll('#villages tbody tr').length", ct))!.GetValue<int>());
        Assert.Equal("id", (await browser.ReadAsync("document.documentElement.lang", ct))!.GetValue<string>());
    }
}
