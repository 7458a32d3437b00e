using System.Text.Json;
using Microsoft.OpenApi;
using NodaTime;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Households.Life;

/// <summary>One kind of change: its address under a household, what it is called, and how its report is read.</summary>
/// <param name="Kind">The last part of the address.</param>
/// <param name="Name">The operation's name.</param>
/// <param name="Summary">What it does.</param>
/// <param name="Read">Reads a report; what is wrong with it is in the fields' errors.</param>
internal sealed record LifeUseCase(string Kind, string Name, string Summary, Func<LifeFields, LifeCommand> Read)
{
    /// <summary>Every kind of change.</summary>
    public static IReadOnlyList<LifeUseCase> All { get; } =
    [
        MoveHousehold.UseCase, RecordBirth.UseCase, RecordJoining.UseCase, RecordDeath.UseCase, RecordDeparture.UseCase,
        SplitHousehold.UseCase, MergeHouseholds.UseCase, DissolveHousehold.UseCase, WithdrawChange.UseCase,
    ];

    /// <summary>Describes a report: what is asked for of one that says nothing.</summary>
    public OpenApiSchema Schema()
    {
        var fields = new LifeFields(JsonElement.Parse("{}"), new Register([]), Instant.MinValue);
        Read(fields);
        return fields.Schema();
    }
}
