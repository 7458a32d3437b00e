using System.Buffers;
using System.Text.Json;
using NodaTime;
using Npgsql;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Identities;

/// <summary>
/// The keys and identities of some households during one transaction: read once, added to in memory, written once.
/// The transaction holds the households' locks, so that nobody else changes them meanwhile.
/// </summary>
internal sealed class Keyring(Sealer master, KeyedHash hashes, string tenant)
{
    private static readonly TableCopy<KeyValuePair<(Guid Household, Guid Subject), Entry>> Rows = new TableCopy<KeyValuePair<(Guid Household, Guid Subject), Entry>>(IdentityTables.Identities)
        .Id("household_id", e => e.Key.Household).Id("subject_id", e => e.Key.Subject).Bytes("wrapped_key", e => e.Value.Key.Wrapped)
        .Bytes("sealed", e => e.Value.Sealed).Bytes("keyed_hash", e => e.Value.Hash).Time("as_of", e => e.Value.AsOf);

    private readonly Dictionary<(Guid Household, Guid Subject), Entry> _entries = [];

    /// <summary>Asks for what is stored of households; its rows go to <see cref="Read"/>.</summary>
    public static NpgsqlBatchCommand Query(string tenant, Guid[] households) => new($"""
        select i.* from unnest($2::uuid[]) as asked(id) cross join lateral (
            select household_id, subject_id, wrapped_key, sealed, as_of from {IdentityTables.Identities}
            where tenant_id = $1 and household_id = asked.id {Lookup.EachByIndex}) as i
        """)
    {
        Parameters = { new() { Value = tenant }, new() { Value = households } },
    };

    /// <summary>Takes up the row a reader of <see cref="Query"/> stands on.</summary>
    public void Read(NpgsqlDataReader row) => _entries[(row.GetGuid(0), row.GetGuid(1))] = new Entry(
        PersonalKey.Unwrap(master, tenant, row.GetFieldValue<byte[]>(2)), row.IsDBNull(3) ? null : row.GetFieldValue<byte[]>(3), null, row.GetFieldValue<Instant>(4), false);

    /// <summary>A household's key, made now where it has none.</summary>
    public PersonalKey Of(Guid household) => EntryOf(household, household).Key;

    /// <summary>Keeps what a submission said of people: the later interview's word counts, and what it leaves out stays.</summary>
    public void Keep(Guid household, PersonalData personal, Instant at)
    {
        if (personal.IsEmpty) return;
        var own = personal with { Members = [] };
        if (!own.IsEmpty) Merge(household, household, own, at);
        foreach (var member in personal.Members) Merge(household, member.Member, PersonalData.None with { Members = [member] }, at);
    }

    /// <summary>Lays what one household knows of somebody together with what another one knows: the later word counts, and what it leaves out stays.</summary>
    public void Join(Guid from, Guid to, Guid person)
    {
        if (_entries.TryGetValue((from, person), out var known) && known.Sealed is { } said) Merge(to, person, Identity.Open(known.Key, said, tenant), known.AsOf);
    }

    /// <summary>Writes what was added.</summary>
    public IEnumerable<NpgsqlBatchCommand> Write()
    {
        var changed = _entries.Where(e => e.Value.IsChanged).ToLookup(e => e.Value.Key.IsNew);
        if (changed[true].Any()) yield return Write([.. changed[true]], "");
        if (changed[false].Any())
            yield return Write([.. changed[false]], """
                on conflict (tenant_id, household_id, subject_id) do update
                set sealed = excluded.sealed, keyed_hash = excluded.keyed_hash, as_of = excluded.as_of
                """);
    }

    /// <summary>Writes what was added, where nothing was stored of the households before.</summary>
    /// <exception cref="PostgresException">Something was.</exception>
    public Task CopyAsync(NpgsqlTransaction transaction, CancellationToken ct) =>
        Rows.WriteAsync(transaction.Connection!, tenant, _entries.Where(e => e.Value.IsChanged).OrderBy(e => e.Key), ct);

    private NpgsqlBatchCommand Write(KeyValuePair<(Guid Household, Guid Subject), Entry>[] entries, string onConflict) => new($"""
        insert into {IdentityTables.Identities} (tenant_id, household_id, subject_id, wrapped_key, sealed, keyed_hash, as_of)
        select $1, r.* from unnest($2::uuid[], $3::uuid[], $4::bytea[], $5::bytea[], $6::bytea[], $7::timestamptz[]) as r
        {onConflict}
        """)
    {
        Parameters =
        {
            new() { Value = tenant },
            new() { Value = entries.Select(e => e.Key.Household).ToArray() },
            new() { Value = entries.Select(e => e.Key.Subject).ToArray() },
            Columns.Bytes(entries.Select(e => e.Value.Key.Wrapped)),
            Columns.Bytes(entries.Select(e => e.Value.Sealed)),
            Columns.Bytes(entries.Select(e => e.Value.Hash)),
            new() { Value = entries.Select(e => e.Value.AsOf).ToArray() },
        },
    };

    private void Merge(Guid household, Guid subject, PersonalData said, Instant at)
    {
        var entry = EntryOf(household, subject);
        var merged = entry.Sealed is null ? said : Merged(said, Identity.Open(entry.Key, entry.Sealed, tenant), isLater: at >= entry.AsOf);
        var hash = subject == household ? hashes.OfFamilyCard(tenant, merged.FamilyCard)
            : merged.Members is [var member, ..] ? hashes.OfNik(tenant, member.Nik) : null;
        _entries[(household, subject)] = entry with { Sealed = Identity.Seal(entry.Key, merged, tenant), Hash = hash, AsOf = Instant.Max(at, entry.AsOf), IsChanged = true };
    }

    private static PersonalData Merged(PersonalData said, PersonalData before, bool isLater) => isLater ? said.Over(before) : before.Over(said);

    private Entry EntryOf(Guid household, Guid subject)
    {
        if (!_entries.TryGetValue((household, subject), out var entry))
            _entries[(household, subject)] = entry = new Entry(PersonalKey.Create(master, tenant), null, null, NodaConstants.UnixEpoch, true);
        return entry;
    }

    private sealed record Entry(PersonalKey Key, byte[]? Sealed, byte[]? Hash, Instant AsOf, bool IsChanged);
}

/// <summary>What one key seals: the household's own data, or one member's.</summary>
internal static class Identity
{
    public static byte[] Seal(PersonalKey key, PersonalData data, string tenant)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer)) PersonalWriter.Write(json, data);
        return key.Seal(buffer.WrittenSpan, tenant);
    }

    public static PersonalData Open(PersonalKey key, byte[] sealedBytes, string tenant)
    {
        using var json = JsonDocument.Parse(key.Open(sealedBytes, tenant));
        return PersonalReader.Read(json.RootElement, "personal", []);
    }
}
