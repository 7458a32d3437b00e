using Marten;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PovertyMonitor.Alerts;
using PovertyMonitor.Alerts.Cases;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts.Cases;

/// <summary>What is an alert of its own, and what comes within the cool-down of another.</summary>
[Collection(AlertApp.Name)]
public sealed class AlertTableTests(AlertApp alerts)
{
    private static readonly Instant Y2018 = Instant.FromUtc(2018, 3, 2, 3, 15);

    [Theory]
    // A death that was longer ago and is reported later is another one.
    [InlineData(0, -5, 2)]
    [InlineData(0, 0, 2)]
    [InlineData(0, 5, 2)]
    [InlineData(30, -29, 1)]
    [InlineData(30, 29, 1)]
    [InlineData(30, -30, 2)]
    [InlineData(30, 30, 2)]
    public async Task Within_the_cool_down_before_or_after_another_nothing_is_raised(int coolDownDays, int later, int raised)
    {
        var app = alerts.App;
        var subject = $"{Guid.NewGuid()}";
        foreach (var day in (int[])[0, later])
        {
            await using var session = app.Services.GetRequiredService<IDocumentStore>().LightweightSession(TestApp.Regency);
            var at = Y2018 + Duration.FromDays(day);
            AlertTable.Raise(session, new Alert(
                Guid.NewGuid(), "cool-down", 1, "nobody", AlertSeverity.Severe, TestApp.Regency, "35.22.12.2011", subject, $"{day}", at, new LocalDate(2018, 3, 2), "global-mpi-2018@1"), coolDownDays, at);
            await session.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(raised, await app.ScalarAsync<long>($"select count(*) from raised_alerts where rule = 'cool-down' and subject = '{subject}'"));
    }
}
