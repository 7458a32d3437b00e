using System.Text.Json;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Households.Life;

/// <summary>Takes changes that waited as soon as what they refer to has arrived.</summary>
internal sealed class ReleaseWaitingChanges(WaitingChanges waiting, LifeDoor door, ILogger<ReleaseWaitingChanges> logger)
    : DueWork<DueChange>("Changes that wait", logger)
{
    /// <inheritdoc/>
    protected override Task<IReadOnlyList<DueChange>> DueAsync(int most, CancellationToken ct) => waiting.DueAsync(most, ct);

    /// <inheritdoc/>
    protected override async Task DoAsync(DueChange due, CancellationToken ct)
    {
        var useCase = LifeUseCase.All.Single(u => u.Kind == due.Report.Kind);
        using var body = JsonDocument.Parse(due.Report.Body);
        var answer = await door.TakeAsync(useCase, due.Household, body.RootElement, due.Caller, seen: null, ct, isDue: true);
        if (answer.Refusal is { } refusal) await waiting.RefuseAsync(due, refusal.Problem.Code, ct);
    }
}
