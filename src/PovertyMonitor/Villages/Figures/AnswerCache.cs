using System.Text.Json;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.Extensions.Options;
using Npgsql;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Villages.Building;

namespace PovertyMonitor.Villages.Figures;

/// <summary>Where the figures stand: while this is the same, so is every figure.</summary>
/// <param name="Sequence">How far the projection has come.</param>
/// <param name="Measures">How many measure revisions are in force and ready.</param>
internal readonly record struct FigureStamp(long Sequence, long Measures);

/// <summary>
/// Keeps finished answers as long as the figures stand where they stood: each request looks where they stand, so that no answer is older
/// than one worked out anew. Only of questions that the tallies and the events answer alone.
/// </summary>
internal sealed class AnswerCache(BriefConnections database, IOptions<JsonOptions> json) : IDisposable
{
    private const long MostBytes = 64 << 20;
    private const string ContentType = "application/json; charset=utf-8";
    private static readonly string[] Kept = ["measure", "round", "k", "households", "persons", "sort", "district", "name", "minHouseholds", "minM0"];
    private readonly MemoryCache _answers = new(new MemoryCacheOptions { SizeLimit = MostBytes });

    /// <summary>The answer to a request: the one kept, or the one that is worked out now.</summary>
    /// <typeparam name="T">What the answer is.</typeparam>
    /// <param name="tenant">The regency.</param>
    /// <param name="request">The request; its caller is known to be allowed the answer, which is the same for all who are.</param>
    /// <param name="answer">Works it out, or says what is wrong.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<IResult> OfAsync<T>(string tenant, HttpRequest request, Func<Task<(T? View, ProblemResult? Problem)>> answer, CancellationToken ct)
        where T : class
    {
        var stamp = request.Query.Keys.All(Kept.Contains) ? await StampAsync(tenant, ct) : null;
        var key = (tenant, stamp, Path: request.Path.Value ?? "", Query: request.QueryString.Value ?? "");
        if (stamp is not null && _answers.TryGetValue(key, out byte[]? kept)) return Results.Bytes(kept!, ContentType);
        var (view, problem) = await answer();
        if (view is null) return problem!;
        var bytes = JsonSerializer.SerializeToUtf8Bytes(view, json.Value.SerializerOptions);
        if (stamp is not null) _answers.Set(key, bytes, new MemoryCacheEntryOptions { Size = bytes.Length + key.Path.Length + key.Query.Length + 200 });
        return Results.Bytes(bytes, ContentType);
    }

    /// <inheritdoc/>
    public void Dispose() => _answers.Dispose();

    private async Task<FigureStamp?> StampAsync(string tenant, CancellationToken ct)
    {
        await using var connection = await database.OpenAsync(ct);
        await using var command = new NpgsqlCommand($"""
            select sequence,
                (select count(*) from {PovertyTables.Measures} m where tenant_id = $1
                    and not exists (select from {PovertyTables.Fills} f where f.tenant_id = $1 and f.measure = m.measure and not f.ready))
            from {PovertyTables.Progress} where tenant_id = $1 and not exists (select from {RebuildTable.Name} where tenant_id = $1)
            """, connection) { Parameters = { new() { Value = tenant } } };
        await using var row = await command.ExecuteReaderAsync(ct);
        return await row.ReadAsync(ct) ? new(row.GetInt64(0), row.GetInt64(1)) : null;
    }
}
