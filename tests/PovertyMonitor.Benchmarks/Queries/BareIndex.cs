using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace PovertyMonitor.Benchmarks.Queries;

/// <summary>The yardstick for the index: an endpoint that finds the same answer, finished, as one row by its key, and sends it. It asks for no token and computes nothing.</summary>
internal sealed class BareIndex(WebApplication app, NpgsqlDataSource database, IReadOnlyList<string> villages) : IAsyncDisposable
{
    public Uri Address { get; } = new(app.Urls.Single());

    /// <summary>The villages it has.</summary>
    public IReadOnlyList<string> Villages => villages;

    public static async Task<BareIndex> StartAsync(string connectionString, HttpClient service, CancellationToken ct)
    {
        var database = NpgsqlDataSource.Create(connectionString + ";Max Auto Prepare=20");
        await using (var create = database.CreateCommand("create schema if not exists bare; create table bare.indices (village varchar primary key, answer text not null)"))
            await create.ExecuteNonQueryAsync(ct);
        var list = System.Text.Json.Nodes.JsonNode.Parse(await service.GetStringAsync("api/villages?minHouseholds=1", ct))!;
        var villages = list["villages"]!.AsArray().Select(v => (string)v!["code"]!).ToList();
        foreach (var village in villages)
        {
            await using var insert = database.CreateCommand("insert into bare.indices values ($1, $2)");
            insert.Parameters.Add(new() { Value = village });
            insert.Parameters.Add(new() { Value = await service.GetStringAsync($"api/villages/{village}/index", ct) });
            await insert.ExecuteNonQueryAsync(ct);
        }
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapGet("/api/villages/{village}/index", async (string village, CancellationToken stop) =>
        {
            await using var find = database.CreateCommand("select answer from bare.indices where village = $1");
            find.Parameters.Add(new() { Value = village, NpgsqlDbType = NpgsqlDbType.Varchar });
            return await find.ExecuteScalarAsync(stop) is string answer ? Results.Text(answer, "application/json") : Results.NotFound();
        });
        await app.StartAsync(ct);
        return new BareIndex(app, database, villages);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await database.DisposeAsync();
    }
}
