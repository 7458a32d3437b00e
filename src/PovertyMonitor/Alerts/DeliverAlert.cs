using Npgsql;
using Wolverine.ErrorHandling;
using Wolverine.Runtime.Handlers;

namespace PovertyMonitor.Alerts;

/// <summary>The order to bring an alert to its agency.</summary>
/// <param name="Alert">The alert.</param>
public sealed record DeliverAlert(Alert Alert);

/// <summary>Posts alerts to the addresses configured; a receiver that is down gets them later.</summary>
public static class DeliverAlertHandler
{
    private static readonly int[] SecondsBetweenAttempts = [1, 2, 5, 10, 30, 60, 300, 900];

    /// <summary>How often delivery is tried again: quickly at first, then every quarter of an hour.</summary>
    public static void Configure(HandlerChain chain)
    {
        ArgumentNullException.ThrowIfNull(chain);
        chain.OnException<HttpRequestException>().Or<TaskCanceledException>()
            .ScheduleRetryIndefinitely([.. SecondsBetweenAttempts.Select(s => TimeSpan.FromSeconds(s))]);
    }

    /// <summary>Posts one alert.</summary>
    /// <exception cref="HttpRequestException">The receiver did not take it.</exception>
    public static async Task Handle(DeliverAlert message, AlertAddresses addresses, IHttpClientFactory clients, NpgsqlDataSource database, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(message);
        ArgumentNullException.ThrowIfNull(addresses);
        ArgumentNullException.ThrowIfNull(clients);
        ArgumentNullException.ThrowIfNull(database);
        if (addresses.Of(message.Alert.Audience) is not { } address) return;
        using var client = clients.CreateClient(nameof(DeliverAlert));
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = JsonContent.Create(message.Alert, options: AlertJson.Options),
            Headers = { { "Idempotency-Key", message.Alert.Id.ToString() } },
        };
        using var response = await client.SendAsync(request, ct);
        response.EnsureSuccessStatusCode();
        await using var command = database.CreateCommand($"update {AlertTable.Name} set delivered_at = now() where tenant_id = $1 and id = $2");
        command.Parameters.Add(new() { Value = message.Alert.Regency });
        command.Parameters.Add(new() { Value = message.Alert.Id });
        await command.ExecuteNonQueryAsync(ct);
    }
}
