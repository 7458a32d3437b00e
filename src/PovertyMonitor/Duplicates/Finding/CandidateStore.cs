using System.Text.Json;
using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Duplicates.Linkage;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Duplicates.Finding;

/// <summary>The pairs that were found, and what was judged of them.</summary>
/// <remarks>
/// A pair that was judged different stays so whatever a search finds, until both households give a number that is the same
/// and was not when it was judged: then it is open again, with that judgement beside it. A merger that was undone is open.
/// A judgement that was taken back leaves its trace: the pair is open, or unlikely where nothing speaks for it any more.
/// </remarks>
internal sealed class CandidateStore(NpgsqlDataSource database)
{
    /// <summary>Of which mergers some households are part, as other household and household.</summary>
    public async Task<IReadOnlyList<(Guid A, Guid B)>> MergedAmongAsync(string tenant, Guid[] households, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            $"select a, b from {DuplicateTables.Candidates} where tenant_id = $1 and state = 'merged' and (a = any($2) or b = any($2))");
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = households });
        var pairs = new List<(Guid, Guid)>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) pairs.Add((rows.GetGuid(0), rows.GetGuid(1)));
        return pairs;
    }

    /// <summary>Puts what was found of some households in the place of what was found of them before.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="asked">The households.</param>
    /// <param name="found">All that was found of them.</param>
    /// <param name="undone">The mergers that stood before their histories were read, and by these stand no more.</param>
    /// <param name="model">By which they were found.</param>
    /// <param name="now">When.</param>
    public static IEnumerable<NpgsqlBatchCommand> Replace(
        string tenant, Guid[] asked, IReadOnlyList<Candidate> found, IReadOnlyList<(Guid A, Guid B)> undone, LinkageModel model, Instant now)
    {
        NpgsqlParameter[] Those() => [new() { Value = tenant }, new() { Value = asked }, new() { Value = found.Select(c => c.A.Household).ToArray() }, new() { Value = found.Select(c => c.B.Household).ToArray() }];
        const string Lost = "tenant_id = $1 and state = 'open' and (a = any($2) or b = any($2)) and (a, b) not in (select * from unnest($3::uuid[], $4::uuid[]))";
        var forget = new NpgsqlBatchCommand($"delete from {DuplicateTables.Candidates} where {Lost} and judged_at is null");
        forget.Parameters.AddRange(Those());
        yield return forget;
        var close = new NpgsqlBatchCommand($"update {DuplicateTables.Candidates} set state = coalesce(judgement, 'unlikely') where {Lost} and judged_at is not null");
        close.Parameters.AddRange(Those());
        yield return close;
        if (found.Count > 0) yield return Write(tenant, found, undone, model, now);
    }

    private static NpgsqlBatchCommand Write(string tenant, IReadOnlyList<Candidate> found, IReadOnlyList<(Guid A, Guid B)> undone, LinkageModel model, Instant now) => new($"""
        insert into {DuplicateTables.Candidates} as c (tenant_id, a, b, village_a, village_b, probability, fields, same_card, same_niks, found_at, state)
        select $1, r.a, r.b, r.va, r.vb, r.p, r.fields::jsonb, r.card, r.niks, $10, 'open'
        from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::float8[], $7::text[], $8::boolean[], $9::integer[]) as r(a, b, va, vb, p, fields, card, niks)
        on conflict (tenant_id, a, b) do update set village_a = excluded.village_a, village_b = excluded.village_b,
            probability = excluded.probability, fields = excluded.fields, same_card = excluded.same_card, same_niks = excluded.same_niks,
            state = case
                when c.state = 'different' and (excluded.same_card and not c.judged_card or excluded.same_niks > c.judged_niks) then 'open'
                when c.state = 'unlikely' then 'open'
                when c.state = 'merged' and (c.a, c.b) in (select * from unnest($11::uuid[], $12::uuid[])) then 'open'
                else c.state end,
            judgement = case when c.state = 'merged' and (c.a, c.b) in (select * from unnest($11::uuid[], $12::uuid[])) then null else c.judgement end
        """)
    {
        Parameters =
        {
            new() { Value = tenant },
            new() { Value = found.Select(c => c.A.Household).ToArray() },
            new() { Value = found.Select(c => c.B.Household).ToArray() },
            Columns.Texts(found.Select(c => c.A.Place.Village)),
            Columns.Texts(found.Select(c => c.B.Place.Village)),
            Columns.Of(found.Select(c => c.Probability), NpgsqlDbType.Double),
            Columns.Texts(found.Select(c => FieldsOf(c.Comparison, model))),
            Columns.Of(found.Select(c => c.SharesFamilyCard), NpgsqlDbType.Boolean),
            Columns.Of(found.Select(c => c.SharedNiks), NpgsqlDbType.Integer),
            new() { Value = now },
            new() { Value = undone.Select(m => m.A).ToArray() },
            new() { Value = undone.Select(m => m.B).ToArray() },
        },
    };

    /// <summary>Writes that a pair was judged; it need not have been found by a search.</summary>
    public static NpgsqlBatchCommand Judged(string tenant, Candidate pair, LinkageModel model, JudgedPair judged) => new($"""
        insert into {DuplicateTables.Candidates} (tenant_id, a, b, village_a, village_b, probability, fields, same_card, same_niks, found_at,
            state, judgement, reason, judged_by, judged_at, judged_card, judged_niks)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $11, $12, $13, $10, $8, $9)
        on conflict (tenant_id, a, b) do update set state = excluded.state, judgement = excluded.judgement, reason = excluded.reason,
            judged_by = excluded.judged_by, judged_at = excluded.judged_at, judged_card = excluded.judged_card, judged_niks = excluded.judged_niks
        """)
    {
        Parameters =
        {
            new() { Value = tenant }, new() { Value = pair.A.Household }, new() { Value = pair.B.Household }, new() { Value = pair.A.Place.Village }, new() { Value = pair.B.Place.Village },
            new() { Value = pair.Probability }, new() { Value = FieldsOf(pair.Comparison, model), NpgsqlDbType = NpgsqlDbType.Jsonb },
            new() { Value = pair.SharesFamilyCard }, new() { Value = pair.SharedNiks }, new() { Value = judged.At },
            new() { Value = judged.State }, new() { Value = judged.Reason }, new() { Value = judged.By },
        },
    };

    /// <summary>Writes that a judgement was taken back.</summary>
    public static NpgsqlBatchCommand Withdrawn(string tenant, Guid a, Guid b) => new($"""
        update {DuplicateTables.Candidates} set judgement = null, reason = null, state = case when probability >= $4 then 'open' else 'unlikely' end
        where tenant_id = $1 and a = $2 and b = $3
        """)
    {
        Parameters = { new() { Value = tenant }, new() { Value = a }, new() { Value = b }, new() { Value = LinkageModel.Possible } },
    };

    /// <summary>What the fields say, as it is stored.</summary>
    public static string FieldsOf(Comparison comparison, LinkageModel model) => JsonSerializer.Serialize(FieldWeight.Of(comparison, model), JsonSerializerOptions.Web);
}

/// <summary>What is noted of a judgement beside its event.</summary>
/// <param name="State">The judgement's code: the state the pair is in.</param>
/// <param name="Reason">The reason's code.</param>
/// <param name="By">Who judged.</param>
/// <param name="At">When.</param>
internal sealed record JudgedPair(string State, string Reason, string By, Instant At);
