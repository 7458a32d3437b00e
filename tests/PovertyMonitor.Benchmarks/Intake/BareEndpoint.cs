using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace PovertyMonitor.Benchmarks.Intake;

/// <summary>The yardstick for a single post: an endpoint that reads the same multipart body and commits its bytes under a key, and does nothing else.</summary>
internal sealed class BareEndpoint(WebApplication app, NpgsqlDataSource database) : IAsyncDisposable
{
    public Uri Address { get; } = new($"{app.Urls.Single()}/submission");

    public static async Task<BareEndpoint> StartAsync(string connectionString)
    {
        var database = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(connectionString) { MaxAutoPrepare = 64 });
        await using (var create = database.CreateCommand("create schema if not exists bare; create table bare.posts (id uuid primary key, content bytea not null)"))
            await create.ExecuteNonQueryAsync();
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.MapPost("/submission", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync();
            using var bytes = new MemoryStream();
            await form.Files[0].CopyToAsync(bytes);
            await using var insert = database.CreateCommand("insert into bare.posts values ($1, $2)");
            insert.Parameters.Add(new() { Value = Guid.NewGuid() });
            insert.Parameters.Add(new() { Value = bytes.ToArray() });
            await insert.ExecuteNonQueryAsync();
            return Results.StatusCode(StatusCodes.Status201Created);
        });
        await app.StartAsync();
        return new BareEndpoint(app, database);
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
        await database.DisposeAsync();
    }
}
