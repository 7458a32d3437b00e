using Microsoft.Extensions.Options;
using Npgsql;
using PovertyMonitor.Platform.Requests;

namespace PovertyMonitor.Surveys.Json;

/// <summary>Hands submissions to the intake, a few chunks at once however many requests there are, and tells a database that is away or too slow from a defect.</summary>
internal sealed class ChunkTaker(Intake intake, IOptions<BusyOptions> busy) : IDisposable
{
    /// <summary>After how many seconds a sender may try again.</summary>
    public const int RetryAfterSeconds = 5;

    private readonly SemaphoreSlim _places = new(busy.Value.Transactions);

    /// <summary>How each was received; <see langword="null"/> where it can't be told, so that all have to be sent again.</summary>
    public async Task<IReadOnlyList<Received>?> TakeAsync(string tenant, IReadOnlyList<Arrival> arrivals)
    {
        if (arrivals.Count == 0) return [];
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(busy.Value.PatienceSeconds));
        try
        {
            // One alone shares a transaction with others that come now, and does not stop it.
            return arrivals.Count == 1
                ? await intake.TakeAsync(tenant, arrivals, limit.Token).WaitAsync(limit.Token)
                : await TakeSeveralAsync(tenant, arrivals, limit.Token);
        }
        catch (Exception e) when (limit.IsCancellationRequested || IsAbsence(e))
        {
            return null;
        }
    }

    private async Task<IReadOnlyList<Received>> TakeSeveralAsync(string tenant, IReadOnlyList<Arrival> arrivals, CancellationToken ct)
    {
        await _places.WaitAsync(ct);
        try
        {
            return await intake.TakeAsync(tenant, arrivals, ct);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();

    private static bool IsAbsence(Exception? failure) =>
        failure is not null && (failure is NpgsqlException { IsTransient: true } or TimeoutException || IsAbsence(failure.InnerException));
}
