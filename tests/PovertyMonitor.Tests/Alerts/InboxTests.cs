using System.Net;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts;

/// <summary>The agencies' page: a link that asks for a login, and what can be done there.</summary>
[Collection(AlertApp.Name)]
public sealed class InboxTests(AlertApp alerts)
{
    [Fact]
    public async Task A_link_asks_for_a_login_and_then_shows_the_alert_which_can_be_acknowledged_there()
    {
        var (app, ct) = (alerts.App, TestContext.Current.CancellationToken);
        var poor = SampleInterview.Of(true, "35.22.11.2001", "2018-1", Instant.FromUtc(2018, 3, 2, 3, 15), 4).Unschooled();
        await app.SubmitAsync(poor);
        await app.UntilAsync($"select count(*) = 1 from raised_alerts where rule = 'became-poor' and subject = '{poor.HouseholdId}'");
        var id = await app.ScalarAsync<Guid>($"select id from raised_alerts where rule = 'became-poor' and subject = '{poor.HouseholdId}'");
        using var handler = new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        using var browser = new HttpClient(handler) { BaseAddress = app.Client.BaseAddress };
        browser.DefaultRequestHeaders.Add("Accept", "text/html");

        var without = await browser.GetAsync($"/inbox?alert={id}", ct);
        Assert.Equal((HttpStatusCode.Redirect, $"/inbox/login?alert={id}"), (without.StatusCode, without.Headers.Location!.ToString()));
        var wrong = await browser.PostAsync("/inbox/login", new FormUrlEncodedContent([new("token", "<script>"), new("alert", $"{id}")]), ct);
        Assert.Contains("role=\"alert\"", await wrong.Content.ReadAsStringAsync(ct), StringComparison.Ordinal);
        var login = await browser.PostAsync("/inbox/login", new FormUrlEncodedContent([new("token", app.TokenFor(Role.Dinsos)), new("alert", $"{id}")]), ct);
        var cookie = login.Headers.GetValues("Set-Cookie").Single();
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        var page = await (await browser.GetAsync(login.Headers.Location, ct)).Content.ReadAsStringAsync(ct);
        Assert.Contains($"action=\"/inbox/{id}/acknowledge\"", page, StringComparison.Ordinal);
        Assert.Contains("35.22.11.2001", page, StringComparison.Ordinal);
        // Another site's page can have the browser send the cookie, and nothing comes of it.
        foreach (var (header, value) in ((string, string)[])[("Origin", "http://evil.example"), ("Origin", "null"), ("Sec-Fetch-Site", "cross-site"), ("Sec-Fetch-Site", "same-site")])
        {
            using var foreign = new HttpRequestMessage(HttpMethod.Post, $"/inbox/{id}/false");
            foreign.Headers.Add(header, value);
            Assert.Equal(HttpStatusCode.Forbidden, (await browser.SendAsync(foreign, ct)).StatusCode);
        }
        using var own = new HttpRequestMessage(HttpMethod.Post, $"/inbox/{id}/acknowledge");
        own.Headers.Add("Origin", app.Client.BaseAddress!.GetLeftPart(UriPartial.Authority));
        Assert.Equal(HttpStatusCode.Redirect, (await browser.SendAsync(own, ct)).StatusCode);
        Assert.Equal("acknowledged", await app.ScalarAsync<string>($"select state from raised_alerts where id = '{id}'"));
        // A button of a page that somebody else was quicker than: the page, with how things stand.
        await app.SendJsonAsync(HttpMethod.Post, $"/api/alerts/{id}/resolution", Role.Dinsos, new { });
        var stale = await browser.PostAsync($"/inbox/{id}/true?lang=en", null, ct);
        var now = await stale.Content.ReadAsStringAsync(ct);
        Assert.Equal((HttpStatusCode.Conflict, "text/html"), (stale.StatusCode, stale.Content.Headers.ContentType!.MediaType));
        Assert.Contains("<p role=\"alert\"><strong>The alert is settled.</strong>", now, StringComparison.Ordinal);
        Assert.Contains($"action=\"/inbox/{id}/reopen?lang=en\"", now, StringComparison.Ordinal);
        // An alert of others, or none at all.
        var missing = await browser.GetAsync($"/inbox?alert={Guid.NewGuid()}&lang=en", ct);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        var list = await missing.Content.ReadAsStringAsync(ct);
        Assert.Contains("<strong>Unknown alert.</strong> There is no alert", list, StringComparison.Ordinal);
        Assert.Contains($"id=\"a-{id}\"", list, StringComparison.Ordinal);
        // The address's language goes with every step.
        Assert.Equal($"/inbox?alert={id}&lang=en#a-{id}", (await browser.PostAsync($"/inbox/{id}/reopen?lang=en", null, ct)).Headers.Location!.ToString());
        Assert.Contains("<html lang=\"en\">", await browser.GetStringAsync("/inbox?lang=en", ct), StringComparison.Ordinal);
        Assert.Contains("<html lang=\"id\">", await browser.GetStringAsync("/inbox?lang=fr", ct), StringComparison.Ordinal);
        Assert.Equal("/inbox/login?lang=en", (await browser.PostAsync("/inbox/logout?lang=en", null, ct)).Headers.Location!.ToString());
        Assert.Equal("/inbox/login?lang=en", (await browser.PostAsync($"/inbox/{id}/true?lang=en", null, ct)).Headers.Location!.ToString());
        // The session is the page's alone.
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/api/alerts", ct)).StatusCode);
    }
}
