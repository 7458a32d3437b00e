using System.Text.Json;
using Npgsql;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Households.Directory;

/// <summary>Writes the directory's entries of many households that have none.</summary>
internal static class DirectoryCopy
{
    private static readonly TableCopy<DirectoryEntry> Rows = new TableCopy<DirectoryEntry>(DirectoryTable.Name)
        .Id("household_id", e => e.HouseholdId).Text("village", e => e.Place.Village).Text("rt", e => e.Place.Rt).Text("rw", e => e.Place.Rw)
        .Text("dasa_wisma", e => e.Place.DasaWisma).Time("seen_at", e => e.SeenAt).Text("round", e => e.Round)
        .Text("outcome", e => e.Outcome is { } outcome ? Question.CodeOf(outcome) : null)
        .Json("roster", e => e.Roster is { } roster ? JsonSerializer.Serialize(roster, HouseholdDirectory.Json) : null);

    /// <summary>Writes them, under the households' locks.</summary>
    /// <exception cref="PostgresException">A household has an entry already.</exception>
    public static Task WriteAsync(NpgsqlTransaction transaction, string tenant, IEnumerable<DirectoryEntry> entries, CancellationToken ct) =>
        Rows.WriteAsync(transaction.Connection!, tenant, entries.OrderBy(e => e.HouseholdId), ct);
}
