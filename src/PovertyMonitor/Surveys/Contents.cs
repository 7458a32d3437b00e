using Npgsql;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Surveys;

/// <summary>The bytes of submissions as they came, sealed.</summary>
internal static class Contents
{
    /// <summary>Keeps the bytes of arrivals; the same again is kept once.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="arrivals">The arrivals.</param>
    /// <param name="isNew">Whether an id is seen for the first time, in this transaction.</param>
    /// <param name="keys">The households' keys.</param>
    /// <param name="master">For those of which no household is known.</param>
    public static IEnumerable<NpgsqlBatchCommand> Keep(
        string tenant, IEnumerable<Arrival> arrivals, Func<Guid, bool> isNew, Keyring keys, Sealer master)
    {
        var split = arrivals.ToLookup(a => isNew(a.SubmissionId));
        if (split[true].Any()) yield return Keep(tenant, [.. split[true]], "", keys, master);
        if (split[false].Any()) yield return Keep(tenant, [.. split[false]], "on conflict do nothing", keys, master);
    }

    private static NpgsqlBatchCommand Keep(string tenant, IReadOnlyCollection<Arrival> arrivals, string onConflict, Keyring keys, Sealer master) => new($"""
        insert into {SurveyTables.Contents} (tenant_id, submission_id, content_hash, household_id, media_type, form, form_version, sealed, attachments)
        select $1, r.id, r.hash, r.household, r.media, r.form, r.version, r.sealed, r.attachments::varchar[]
        from unnest($2::uuid[], $3::bytea[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::bytea[], $9::text[])
            as r(id, hash, household, media, form, version, sealed, attachments)
        {onConflict}
        """)
    {
        Parameters =
        {
            new() { Value = tenant },
            new() { Value = arrivals.Select(a => a.SubmissionId).ToArray() },
            Columns.Bytes(arrivals.Select(a => a.Hash)),
            Columns.Ids(arrivals.Select(a => a.Submission?.HouseholdId)),
            Columns.Texts(arrivals.Select(a => a.Raw.MediaType)),
            Columns.Texts(arrivals.Select(a => a.Raw.Form)),
            Columns.Texts(arrivals.Select(a => a.Raw.FormVersion)),
            Columns.Bytes(arrivals.Select(a => a.Submission is { } s ? keys.Of(s.HouseholdId).Seal(a.Raw.Bytes.Span, tenant) : master.Seal(a.Raw.Bytes.Span, tenant))),
            Columns.Texts(arrivals.Select(a => ArrayOf(a.Attachments))),
        },
    };

    // An array of arrays can't be unnested: each goes as PostgreSQL writes one.
    private static string ArrayOf(IEnumerable<string> names) =>
        $"{{{string.Join(',', names.Select(n => $"\"{n.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\""))}}}";
}
