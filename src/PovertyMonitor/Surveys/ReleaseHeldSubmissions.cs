using Npgsql;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Surveys;

/// <summary>Has submissions that were held for what was known of their household or round judged again as soon as it has news.</summary>
internal sealed class ReleaseHeldSubmissions(NpgsqlDataSource database, JudgeHeldAgain again, ILogger<ReleaseHeldSubmissions> logger)
    : DueWork<HeldAgain>("Submissions that are held", logger)
{
    /// <inheritdoc/>
    protected override Task<IReadOnlyList<HeldAgain>> DueAsync(int most, CancellationToken ct) => HeldSubmissions.DueAsync(database, most, ct);

    /// <inheritdoc/>
    protected override Task DoAsync(HeldAgain due, CancellationToken ct) => again.JudgeAsync(due, ct);
}
