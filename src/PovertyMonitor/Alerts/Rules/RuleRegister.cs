using System.Collections.Concurrent;
using Marten;
using Npgsql;
using PovertyMonitor.Measures;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Alerts.Rules;

/// <summary>The rules of regencies, read from their streams when they have changed.</summary>
internal sealed class RuleRegister(IDocumentStore store, MeasureStore measures, NpgsqlDataSource database, StreamDecision streams, SettingsVersion versions)
{
    private readonly ConcurrentDictionary<string, (RuleBook Book, HouseholdRules Households)> _read = new();
    private readonly ConcurrentDictionary<(string Tenant, string Id), CompiledMeasure> _measures = new();
    private readonly ConcurrentDictionary<(string Tenant, string Rule, int Revision), HouseholdRule> _rules = new();
    private readonly ConcurrentDictionary<string, string> _firstRounds = new();

    /// <summary>The rules as they stand.</summary>
    public async Task<RuleBook> OfAsync(string tenant, CancellationToken ct) => (await ReadAsync(tenant, ct)).Book;

    /// <summary>The revision of a rule that raised an alert; once it is stated it stays.</summary>
    public async ValueTask<AlertRuleDefinition?> RevisionAsync(string tenant, string code, int revision, CancellationToken ct) =>
        _read.TryGetValue(tenant, out var known) && known.Book.Find(code, revision) is { } definition ? definition : (await OfAsync(tenant, ct)).Find(code, revision);

    /// <summary>The rules about households.</summary>
    public async Task<HouseholdRules> HouseholdsAsync(string tenant, CancellationToken ct) => (await ReadAsync(tenant, ct)).Households;

    /// <summary>The round whose first interviews raise nothing: as it was set, or else the round of the first interview there ever was.</summary>
    public async Task<string?> BaselineAsync(string tenant, CancellationToken ct)
    {
        if ((await OfAsync(tenant, ct)).Baseline is { } set) return set.Round;
        if (_firstRounds.TryGetValue(tenant, out var known)) return known;
        await using var command = database.CreateCommand("""
            select data->>'round' from mt_events where tenant_id = $1 and type = 'interview_completed' and not is_archived order by seq_id limit 1
            """);
        command.Parameters.Add(new() { Value = tenant });
        return await command.ExecuteScalarAsync(ct) is string round ? _firstRounds.GetOrAdd(tenant, round) : null;
    }

    /// <summary>Changes the rules.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="seen">The version that the change is conditional on; <see langword="null"/> for none.</param>
    /// <param name="decide">A pure decision over the rules as they stand.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>The rules afterwards; <see langword="null"/> where they had changed.</returns>
    public Task<RuleBook?> ChangeAsync(string tenant, long? seen, Func<RuleBook, IReadOnlyList<object>> decide, CancellationToken ct) =>
        streams.DecideAsync<RuleBook?>(tenant, RuleBook.Stream, history =>
        {
            var book = RuleBook.After(history);
            if (seen is { } version && version != book.Version) return (null, []);
            var events = decide(book);
            return (RuleBook.After([.. history, .. events]), events);
        }, ct);

    /// <summary>A measure revision by its id; <see langword="null"/> where there is none.</summary>
    public async Task<CompiledMeasure?> MeasureAsync(string tenant, string id, CancellationToken ct)
    {
        if (_measures.TryGetValue((tenant, id), out var known)) return known;
        if (id.Split('@') is not [var code, var number] || !int.TryParse(number, out var revision)) return null;
        var definition = (await measures.ReadAsync(tenant, code, ct)).Adopted.FirstOrDefault(a => a.Number == revision)?.Definition;
        return definition is null ? null : _measures.GetOrAdd((tenant, id), _ => MeasureCompiler.Compile(definition, revision));
    }

    private async Task<(RuleBook Book, HouseholdRules Households)> ReadAsync(string tenant, CancellationToken ct)
    {
        if (_read.TryGetValue(tenant, out var known) && known.Book.Version == await versions.OfAsync(tenant, RuleBook.Stream, ct)) return known;
        await using var session = store.QuerySession(tenant);
        var book = RuleBook.After((await session.Events.FetchStreamAsync(RuleBook.Stream, token: ct)).Select(e => e.Data));
        var (inForce, ever, isWhole) = (new List<HouseholdRule>(), new List<HouseholdRule>(), true);
        foreach (var rule in book.Rules.Values)
            foreach (var (index, definition) in rule.Revisions.Index().Where(r => r.Item.IsOfHouseholds))
            {
                if (await CompileAsync(tenant, rule.Code, index + 1, definition, ct) is not { } compiled)
                {
                    isWhole = false;
                    continue;
                }
                ever.Add(compiled);
                if (rule.IsOn && index + 1 == rule.Revisions.Length) inForce.Add(compiled);
            }
        (RuleBook Book, HouseholdRules Households) read = (book, new(inForce, ever));
        // A measure that isn't known yet is asked for again.
        return isWhole ? _read[tenant] = read : read;
    }

    /// <summary>A rule made ready; <see langword="null"/> where its measure isn't known.</summary>
    private async Task<HouseholdRule?> CompileAsync(string tenant, string code, int revision, AlertRuleDefinition definition, CancellationToken ct)
    {
        if (_rules.TryGetValue((tenant, code, revision), out var known)) return known;
        return await MeasureAsync(tenant, definition.Measure, ct) is { } measure
            ? _rules.GetOrAdd((tenant, code, revision), _ => new(code, revision, definition, measure))
            : null;
    }
}
