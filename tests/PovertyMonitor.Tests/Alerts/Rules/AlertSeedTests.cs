using Microsoft.Extensions.DependencyInjection;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts.Rules;

/// <summary>A service of a newer version starts over the rules of an older one.</summary>
[Collection(AlertApp.Name)]
public sealed class AlertSeedTests(AlertApp alerts)
{
    private TestApp App => alerts.App;

    [Fact]
    public async Task A_shipped_rule_that_nobody_changed_follows_once_and_raises_nothing()
    {
        // As if another text had been shipped when the regency began.
        await App.ScalarAsync<object>("""
            update mt_events set data = jsonb_set(data, '{definition,text,en}', '"As it was."') where type = 'alert_rule_stated' and data->>'rule' = 'village-m0-rise'
            """);
        var before = await App.ScalarAsync<long>("select count(*) from raised_alerts where rule = 'village-m0-rise'");

        for (var start = 1; start <= 2; start++)
            await ActivatorUtilities.CreateInstance<AlertSeed>(App.Services, ActivatorUtilities.CreateInstance<RuleRegister>(App.Services))
                .SeedAsync(TestApp.Regency, TestContext.Current.CancellationToken);

        var rule = (await App.GetAsync("/api/alert-rules", Role.Dinsos))["rules"]!.AsArray().Single(r => (string)r!["code"]! == "village-m0-rise")!;
        Assert.Equal((2, true), ((int)rule["revision"]!, (bool)rule["isOn"]!));
        Assert.StartsWith("M0 of {area} rose", (string)rule["rule"]!["text"]!["en"]!, StringComparison.Ordinal);
        // How things stand is learned anew and told to nobody.
        await App.UntilAsync("select count(*) = 1 from alert_area_memory where rule = 'village-m0-rise' and revision = 2 and subject = ''");
        Assert.Equal(before, await App.ScalarAsync<long>("select count(*) from raised_alerts where rule = 'village-m0-rise'"));
    }
}
