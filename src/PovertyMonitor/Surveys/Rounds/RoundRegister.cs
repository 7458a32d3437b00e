using NodaTime;
using Npgsql;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Rounds;

/// <summary>Which rounds are open. Read again after some seconds: another node may have closed one.</summary>
internal sealed class RoundRegister(NpgsqlDataSource database, IClock clock)
{
    private readonly Remembered<string, IReadOnlyDictionary<string, bool>> _read = new(Duration.FromSeconds(3), clock);

    /// <summary>Whether each round that was ever opened is open now.</summary>
    public ValueTask<IReadOnlyDictionary<string, bool>> OfAsync(string tenant, CancellationToken ct) => _read.OfAsync(tenant, ReadAsync, ct);

    /// <summary>Why a round's submissions can't be taken, by its code. A regency that never opened a round takes every one.</summary>
    public async Task<Func<string, Problem?>> ReasonsAsync(string tenant, CancellationToken ct)
    {
        var rounds = await OfAsync(tenant, ct);
        return round => rounds.Count == 0 || (rounds.TryGetValue(round, out var open) && open) ? null
            : rounds.ContainsKey(round) ? SurveyProblems.ClosedRound : SurveyProblems.UnknownRound;
    }

    /// <summary>Why a round's submissions can't be taken, as a transaction sees it that holds the lock of the round's stream.</summary>
    public static async Task<Problem?> ReasonAsync(NpgsqlConnection connection, string tenant, string round, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select bool_or(is_open) filter (where round = $2) from {RoundTable.Name} where tenant_id = $1 having count(*) > 0", connection)
        {
            Parameters = { new() { Value = tenant }, new() { Value = round } },
        };
        return await command.ExecuteScalarAsync(ct) switch { null or true => null, false => SurveyProblems.ClosedRound, _ => SurveyProblems.UnknownRound };
    }

    /// <summary>Reads again at the next question.</summary>
    public void Forget(string tenant) => _read.Forget(tenant);

    private async Task<IReadOnlyDictionary<string, bool>> ReadAsync(string tenant, CancellationToken ct)
    {
        var rounds = new SortedDictionary<string, bool>(StringComparer.Ordinal);
        await using var command = database.CreateCommand($"select round, is_open from {RoundTable.Name} where tenant_id = $1");
        command.Parameters.Add(new() { Value = tenant });
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) rounds[rows.GetString(0)] = rows.GetBoolean(1);
        return rounds;
    }
}
