using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Surveys;

/// <summary>The bytes of submissions as they came, sealed.</summary>
internal static class Contents
{
    /// <summary>Keeps the bytes of arrivals; the same again is kept once.</summary>
    public static NpgsqlBatchCommand Keep(string tenant, IReadOnlyCollection<Arrival> arrivals, Keyring keys, Sealer master) => new($"""
        insert into {SurveyTables.Contents} (tenant_id, submission_id, content_hash, household_id, media_type, form, form_version, sealed, attachments)
        select $1, r.id, r.hash, r.household, r.media, r.form, r.version, r.sealed, array(select jsonb_array_elements_text(r.attachments::jsonb))
        from unnest($2::uuid[], $3::bytea[], $4::uuid[], $5::text[], $6::text[], $7::text[], $8::bytea[], $9::text[])
            as r(id, hash, household, media, form, version, sealed, attachments)
        on conflict do nothing
        """)
    {
        Parameters =
        {
            new() { Value = tenant },
            new() { Value = arrivals.Select(a => a.SubmissionId).ToArray() },
            Bytes(arrivals.Select(a => a.Hash)),
            new() { Value = arrivals.Select(a => a.Submission?.HouseholdId).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid },
            Texts(arrivals.Select(a => a.Raw.MediaType)),
            Texts(arrivals.Select(a => a.Raw.Form)),
            Texts(arrivals.Select(a => a.Raw.FormVersion)),
            Bytes(arrivals.Select(a => a.Submission is { } s ? keys.Of(s.HouseholdId).Seal(a.Raw.Bytes.Span, tenant) : master.Seal(a.Raw.Bytes.Span, tenant))),
            Texts(arrivals.Select(a => a.Attachments.Count == 0 ? "[]" : System.Text.Json.JsonSerializer.Serialize(a.Attachments))),
        },
    };

    private static NpgsqlParameter Texts(IEnumerable<string?> values) => new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static NpgsqlParameter Bytes(IEnumerable<byte[]> values) => new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea };
}
