namespace PovertyMonitor.Tests.Alerts;

/// <summary>A backup is restored: what is sent again is alerted again, under the ids that receivers have already.</summary>
public sealed class AlertRestoreTests : IDisposable
{
    private const string Database = "povertymonitor";
    private const string Backup = "backup";
    private readonly AlertService _service = new("alert-restore");

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task What_comes_again_after_a_restored_backup_has_the_id_that_it_had()
    {
        await using var agency = await AgencyEnd.StartAsync();
        await _service.StartAsync();
        await _service.TellAsync(agency);
        await _service.SubmitAsync(AlertService.Poor(), AlertService.Poor());
        var kept = (await agency.UntilAsync(2)).Select(a => a.Id).ToHashSet();
        await _service.KillAsync();
        await _service.Process.CopyDatabaseAsync(Database, Backup, TestContext.Current.CancellationToken);

        await _service.StartAsync();
        string[] later = [AlertService.Poor(), AlertService.Poor(), AlertService.Poor()];
        await _service.SubmitAsync(later);
        var lost = (await IdsAsync(agency, 5)).Except(kept).ToHashSet();
        var seen = (await _service.FeedAsync(0))[^1].Position;
        await _service.KillAsync();
        var before = agency.Arrivals.Count;
        await _service.Process.CopyDatabaseAsync(Backup, Database, TestContext.Current.CancellationToken);

        await _service.StartAsync();
        Assert.Equal(kept, (await _service.FeedAsync(0)).Select(a => a.Alert).ToHashSet());
        // Phones send again what they sent, and one something new.
        await _service.SubmitAsync([.. later.Reverse(), AlertService.Poor()]);
        var all = await IdsAsync(agency, 6);
        await agency.UntilAsync(() => Task.FromResult(lost.IsSubsetOf(agency.Arrivals.Skip(before).Select(a => a.Id))), "what was lost comes again");

        Assert.Equal(6, agency.Arrivals.Select(a => a.Id).Distinct().Count());
        Assert.All(agency.Arrivals, a => Assert.Equal($"{a.Id}", a.Headers["webhook-id"].ToString()));
        // Whoever reconciles from where it was before the restore finds what is new too.
        Assert.Equal(all.Except(kept).Order(), (await _service.FeedAsync(seen)).Select(a => a.Alert).Order());
        await _service.Process.DisposeAsync();
    }

    private static async Task<HashSet<Guid>> IdsAsync(AgencyEnd agency, int count)
    {
        await agency.UntilAsync(() => Task.FromResult(agency.Arrivals.Select(a => a.Id).Distinct().Count() >= count), $"{count} alerts");
        return [.. agency.Arrivals.Select(a => a.Id)];
    }
}
