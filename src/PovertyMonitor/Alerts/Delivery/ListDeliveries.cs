using NodaTime;
using Npgsql;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Audiences;
using Wolverine;

namespace PovertyMonitor.Alerts.Delivery;

/// <summary>GET /api/alert-deliveries; POST /api/alert-deliveries/{id}/replay: what leaves, what was given up, and once more.</summary>
internal static class ListDeliveries
{
    private const int PageSize = 200;

    public static void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/alert-deliveries").AllowRoles(Role.Operator);
        group.MapGet("", HandleAsync)
            .WithName("ListAlertDeliveries")
            .WithSummary("What is on its way to receivers, or of state=dead was given up after the days of retrying: with attempts and the last failure, without content. 200 at a time, what was due last first; before = the last one's id.")
            .Produces<IReadOnlyList<DeliveryView>>().ProducesProblem(StatusCodes.Status400BadRequest);
        group.MapPost("/replay", ReplayAllAsync)
            .WithName("ReplayAlertDeliveries")
            .WithSummary("Tries all dead letters of a receiver again, as one by one; answers how many. Asked again, those go out too whose order to try was lost.")
            .Produces<ReplayedView>(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status404NotFound);
        group.MapPost("/{id:guid}/replay", ReplayAsync)
            .WithName("ReplayAlertDelivery")
            .WithSummary("Tries a dead letter again, with the same content and id, for as long as at first.")
            .Produces(StatusCodes.Status202Accepted).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict);
    }

    private static async Task<IResult> HandleAsync(string? state, string? receiver, Guid? before, Caller caller, NpgsqlDataSource database, CancellationToken ct)
    {
        if (Cases.AlertWords.WhyNot(state, DeliveryTable.States) is { } unknown) return unknown;
        await using var command = database.CreateCommand($"""
            select id, receiver, notice, cardinality(alerts), state, due_at, attempts, first_attempt_at, next_attempt_at, delivered_at, last_error from {DeliveryTable.Name}
            where tenant_id = $1 and ($2::varchar is null and state in ('{DeliveryTable.Pending}', '{DeliveryTable.Dead}') or state = $2) and ($3::varchar is null or receiver = $3)
                and ($4::uuid is null or (due_at, id) < (select due_at, id from {DeliveryTable.Name} where tenant_id = $1 and id = $4))
            order by due_at desc, id desc limit {PageSize}
            """);
        foreach (var value in (string?[])[caller.Regency, state, receiver])
            command.Parameters.Add(new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Varchar });
        command.Parameters.Add(new() { Value = (object?)before ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        var deliveries = new List<DeliveryView>();
        await using var row = await command.ExecuteReaderAsync(ct);
        Instant? Time(int column) => row.IsDBNull(column) ? null : row.GetFieldValue<Instant>(column);
        while (await row.ReadAsync(ct))
            deliveries.Add(new(row.GetGuid(0), row.GetString(1), row.GetString(2), row.GetInt32(3), row.GetString(4), row.GetFieldValue<Instant>(5), row.GetInt32(6),
                Time(7), Time(8), Time(9), await row.IsDBNullAsync(10, ct) ? null : row.GetString(10)));
        return Results.Ok(deliveries);
    }

    private static async Task<IResult> ReplayAllAsync(
        string receiver, Caller caller, DeadLetters letters, AudienceRegister audiences, ReceiverRest rest, IMessageBus bus, IClock clock, CancellationToken ct)
    {
        var (tenant, known) = (caller.Regency!, await audiences.ReceiversAsync(caller.Regency!, ct));
        if (known.FirstOrDefault(r => r.Code == receiver) is not { } to)
            return SettingsProblems.UnknownSetting.Result(("what", "receiver"), ("code", receiver), ("known", string.Join(", ", known.Select(r => r.Code))));
        rest.Answered(tenant, receiver);
        var (replayed, after) = (0, Guid.Empty);
        while (await letters.ReviveAllAsync(tenant, receiver, after, PageSize, ct) is { Count: > 0 } page)
        {
            foreach (var id in page) await bus.PublishAsync(AlertQueues.To(new AttemptDelivery(tenant, id, to.Lane), clock.GetCurrentInstant(), clock.GetCurrentInstant()));
            // As the database orders ids: by their bytes, which is how they are written.
            (replayed, after) = (replayed + page.Count, page.MaxBy(id => id.ToString(), StringComparer.Ordinal));
        }
        return Results.Accepted(value: new ReplayedView(replayed));
    }

    private static async Task<IResult> ReplayAsync(
        Guid id, Caller caller, DeliveryReader reader, DeadLetters letters, AudienceRegister audiences, ReceiverRest rest, IMessageBus bus, IClock clock, CancellationToken ct)
    {
        var tenant = caller.Regency!;
        if (await reader.FindAsync(tenant, id, ct) is not { } delivery)
            return SettingsProblems.UnknownSetting.Result(("what", "delivery"), ("code", id), ("known", "/api/alert-deliveries?state=dead"));
        // A replay whose message was lost in between is pending already: asked again, it goes out.
        if (delivery.State != DeliveryTable.Pending && !await letters.ReviveAsync(tenant, id, ct))
            return AlertProblems.NotDead.Result(("delivery", id), ("state", delivery.State));
        // Whoever replays knows that it is back.
        rest.Answered(tenant, delivery.Receiver);
        var lane = (await audiences.ReceiversAsync(tenant, ct)).FirstOrDefault(r => r.Code == delivery.Receiver)?.Lane ?? 0;
        await bus.PublishAsync(AlertQueues.To(new AttemptDelivery(tenant, id, lane), clock.GetCurrentInstant(), clock.GetCurrentInstant()));
        return Results.Accepted();
    }
}

/// <summary>What is tried again.</summary>
/// <param name="Replayed">How many.</param>
internal sealed record ReplayedView(int Replayed);

/// <summary>Something on its way to a receiver.</summary>
/// <param name="Delivery">Its id.</param>
/// <param name="Receiver">The receiver's code.</param>
/// <param name="Notice">What is told.</param>
/// <param name="Alerts">Of how many alerts.</param>
/// <param name="State"><c>pending</c>, <c>delivered</c>, <c>dead</c> or <c>dropped</c>.</param>
/// <param name="DueAt">When it was to go out.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="FirstAttemptAt">When it was tried first.</param>
/// <param name="NextAttemptAt">When it is tried next.</param>
/// <param name="DeliveredAt">When it was taken.</param>
/// <param name="LastError">How the last attempt failed.</param>
internal sealed record DeliveryView(
    Guid Delivery, string Receiver, string Notice, int Alerts, string State, Instant DueAt, int Attempts, Instant? FirstAttemptAt, Instant? NextAttemptAt, Instant? DeliveredAt, string? LastError);
