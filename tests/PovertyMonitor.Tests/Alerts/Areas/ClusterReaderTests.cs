using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PovertyMonitor.Alerts.Areas;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Alerts.Areas;

/// <summary>Where several households are one hamlet's, and where they are the village's.</summary>
[Collection(AlertApp.Name)]
public sealed class ClusterReaderTests(AlertApp alerts)
{
    private static readonly AlertRuleDefinition Rule = ShippedRules.All["cluster-of-poverty"] with { MinimumN = 3, WindowDays = 366 };
    private static readonly Instant Now = SystemClock.Instance.GetCurrentInstant();

    private TestApp App => alerts.App;

    [Fact]
    public async Task A_village_of_several_hamlets_keeps_the_alert_that_completed_it_as_its_cause()
    {
        const string Village = "35.22.12.2007";
        await PoorAsync(Village, "001", 40);
        await PoorAsync(Village, "002", 39);
        var third = await PoorAsync(Village, "001", 38);
        Assert.Equal([$" 3 {third}"], await ClustersAsync(Village));

        // Whoever comes then changes nothing of it.
        var fourth = await PoorAsync(Village, "001", 37);
        Assert.Equal([$" 4 {third}", $"/RW001 3 {fourth}"], await ClustersAsync(Village));
    }

    [Fact]
    public async Task What_one_hamlet_has_alone_becomes_the_villages_with_the_first_of_another()
    {
        const string Village = "35.22.12.2008";
        await PoorAsync(Village, "001", 40);
        await PoorAsync(Village, "001", 39);
        var third = await PoorAsync(Village, "001", 38);
        Assert.Equal([$"/RW001 3 {third}"], await ClustersAsync(Village));

        var other = await PoorAsync(Village, "002", 37);
        Assert.Equal([$" 4 {other}", $"/RW001 3 {third}"], await ClustersAsync(Village));
    }

    [Fact]
    public async Task Households_whose_hamlet_is_not_known_are_the_villages()
    {
        const string Village = "35.22.12.2009";
        await PoorAsync(Village, null, 40);
        await PoorAsync(Village, null, 39);
        var third = await PoorAsync(Village, null, 38);

        Assert.Equal([$" 3 {third}"], await ClustersAsync(Village));
    }

    [Fact]
    public async Task A_hamlet_is_the_same_however_its_number_is_written()
    {
        const string Village = "35.22.12.2010";
        await PoorAsync(Village, "1", 40);
        await PoorAsync(Village, "01", 39);
        var third = await PoorAsync(Village, "001", 38);

        Assert.Equal([$"/RW001 3 {third}"], await ClustersAsync(Village));
    }

    // What of the village, how many, and since which alert.
    private async Task<IEnumerable<string>> ClustersAsync(string village) =>
        (await App.Services.GetRequiredService<ClusterReader>().ReadAsync(TestApp.Regency, Rule, Now, TestContext.Current.CancellationToken))
            .Where(c => c.Area == village).OrderBy(c => c.Subject, StringComparer.Ordinal).Select(c => $"{c.Subject[village.Length..]} {c.Count} {c.Cause}");

    private async Task<Guid> PoorAsync(string village, string? rw, int daysAgo)
    {
        var poor = SampleInterview.Of(true, village, "2018-1", Now - Duration.FromDays(daysAgo), 4).Unschooled() with { Place = new(village, rw is null ? null : "001", rw) };
        await App.SubmitAsync(poor);
        await App.UntilAsync($"select count(*) = 1 from raised_alerts where rule = 'became-poor' and subject = '{poor.HouseholdId}'");
        return await App.ScalarAsync<Guid>($"select id from raised_alerts where rule = 'became-poor' and subject = '{poor.HouseholdId}'");
    }
}
