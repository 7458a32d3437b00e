using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.IdentityModel.Tokens;
using NodaTime;
using PovertyMonitor.Access;
using Xunit;

namespace PovertyMonitor.Tests.Access;

public sealed class AccessTests : IAsyncLifetime
{
    private const string Village = "35.22.15.2001";
    private SmallApp _app = null!;

    public async ValueTask InitializeAsync() => _app = await SmallApp.StartAsync(app =>
    {
        app.MapGet("/plans", (Caller caller) => caller.Regency).AllowRoles(Role.Planner, Role.Dinsos);
        app.MapGet("/me", (Caller caller) => $"{caller.Role} {string.Join(',', caller.Villages)} {string.Join(',', caller.DasaWismaGroups)}")
            .AllowPublicly();
        app.MapGet("/forgotten", () => "open to nobody");
    });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Without_a_token_an_endpoint_answers_401()
    {
        var response = await _app.SendAsync(HttpMethod.Get, "/plans");
        await ProblemAssert.IsProblemAsync(response, HttpStatusCode.Unauthorized, "access.token_missing");
        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task A_declared_role_may_call()
    {
        var response = await _app.SendAsync(HttpMethod.Get, "/plans", _app.TokenFor(SmallApp.CallerWith(Role.Planner)));
        Assert.Equal("35.22", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Another_role_is_told_which_roles_may()
    {
        var response = await _app.SendAsync(HttpMethod.Get, "/plans", _app.TokenFor(SmallApp.CallerWith(Role.Enumerator, Village)), language: "en");
        var body = await ProblemAssert.IsProblemAsync(response, HttpStatusCode.Forbidden, "access.role_not_allowed");
        Assert.Contains("'enumerator'", (string?)body["detail"], StringComparison.Ordinal);
        Assert.EndsWith("dinsos, planner.", (string?)body["advice"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endpoint_that_declares_nothing_is_open_to_nobody()
    {
        await ProblemAssert.IsProblemAsync(
            await _app.SendAsync(HttpMethod.Get, "/forgotten"), HttpStatusCode.Unauthorized, "access.token_missing");
        await ProblemAssert.IsProblemAsync(
            await _app.SendAsync(HttpMethod.Get, "/forgotten", _app.TokenFor(SmallApp.CallerWith(Role.Operator))),
            HttpStatusCode.Forbidden,
            "access.role_not_allowed");
    }

    [Fact]
    public async Task An_old_token_has_expired() => await ProblemAssert.IsProblemAsync(
        await _app.SendAsync(HttpMethod.Get, "/plans", _app.TokenFor(SmallApp.CallerWith(Role.Planner), Duration.FromDays(1))),
        HttpStatusCode.Unauthorized,
        "access.token_expired");

    [Fact]
    public async Task A_token_of_another_key_or_no_token_at_all_is_invalid()
    {
        var stranger = DevelopmentTokens.Issue(
            new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(32)),
            SmallApp.CallerWith(Role.Planner),
            SystemClock.Instance.GetCurrentInstant(),
            Duration.FromHours(1));
        foreach (var token in new[] { stranger, "not.a.token", "x" })
            await ProblemAssert.IsProblemAsync(
                await _app.SendAsync(HttpMethod.Get, "/plans", token), HttpStatusCode.Unauthorized, "access.token_invalid");
    }

    [Fact]
    public async Task A_token_whose_village_lies_in_another_regency_is_invalid() => await ProblemAssert.IsProblemAsync(
        await _app.SendAsync(HttpMethod.Get, "/plans", _app.TokenFor(SmallApp.CallerWith(Role.Planner, "35.23.15.2001"))),
        HttpStatusCode.Unauthorized,
        "access.token_invalid");

    [Fact]
    public async Task An_endpoint_gets_the_caller_with_all_its_areas()
    {
        var caller = SmallApp.CallerWith(Role.Enumerator, Village, "35.22.15.2002") with
        {
            DasaWismaGroups = [new("35.22.15.2003", "Melati 1"), new("35.22.15.2003", "Mawar/2")],
        };
        var response = await _app.SendAsync(HttpMethod.Get, "/me", _app.TokenFor(caller));
        Assert.Equal(
            "Enumerator 35.22.15.2001,35.22.15.2002 35.22.15.2003/Melati 1,35.22.15.2003/Mawar/2",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_public_endpoint_sees_the_public_without_a_token()
    {
        var response = await _app.SendAsync(HttpMethod.Get, "/me");
        Assert.Equal("Public  ", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
