using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using Npgsql;
using PovertyMonitor.Surveys.OpenRosa.Forms;
using PovertyMonitor.Surveys.Rounds;

namespace PovertyMonitor.Surveys.OpenRosa.Publishing;

/// <summary>A published version of a form.</summary>
/// <param name="Id">The form's id.</param>
/// <param name="Title">Its title.</param>
/// <param name="Version">The version.</param>
/// <param name="Xml">The form as phones load it.</param>
internal sealed record PublishedForm(string Id, string Title, string Version, string Xml);

/// <summary>The forms of the open rounds, and every version that was ever published.</summary>
internal sealed class PublishedForms(NpgsqlDataSource database, RoundRegister rounds, IClock clock)
{
    private readonly ConcurrentDictionary<(string Tenant, string Round), PublishedForm> _current = new();
    private readonly ConcurrentDictionary<(string Tenant, string Form, string Version), FormDefinition> _definitions = new();

    /// <summary>The forms of the open rounds, by round. A form that changed is published as a new version.</summary>
    public async Task<IReadOnlyList<PublishedForm>> OpenAsync(string tenant, CancellationToken ct)
    {
        var forms = new List<PublishedForm>();
        foreach (var (round, isOpen) in await rounds.OfAsync(tenant, ct))
            if (isOpen) forms.Add(await CurrentAsync(tenant, round, ct));
        return forms;
    }

    /// <summary>The version of a form that is in use; <see langword="null"/> where its round was never opened.</summary>
    public async Task<PublishedForm?> FindAsync(string tenant, string formId, CancellationToken ct) =>
        HouseholdForm.RoundOf(formId) is { } round && (await rounds.OfAsync(tenant, ct)).ContainsKey(round) ? await CurrentAsync(tenant, round, ct) : null;

    /// <summary>The XML of one version; <see langword="null"/> where there is none.</summary>
    public async Task<string?> XmlAsync(string tenant, string formId, string version, CancellationToken ct)
    {
        if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number.ToString(CultureInfo.InvariantCulture) != version) return null;
        await using var command = database.CreateCommand($"select xml from {PublishedFormTable.Name} where tenant_id = $1 and form_id = $2 and version = $3");
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = formId });
        command.Parameters.Add(new() { Value = number });
        return await command.ExecuteScalarAsync(ct) as string;
    }

    /// <summary>What a submission of one version may hold; <see langword="null"/> where there is no such version.</summary>
    public async ValueTask<FormDefinition?> DefinitionAsync(string tenant, string formId, string version, CancellationToken ct)
    {
        if (_definitions.TryGetValue((tenant, formId, version), out var known)) return known;
        return await XmlAsync(tenant, formId, version, ct) is { } xml ? _definitions.GetOrAdd((tenant, formId, version), _ => FormDefinition.Read(xml)) : null;
    }

    private async ValueTask<PublishedForm> CurrentAsync(string tenant, string round, CancellationToken ct)
    {
        if (_current.TryGetValue((tenant, round), out var known)) return known;
        var form = HouseholdForm.Of(round);
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(XForm.Write(form, "")));
        var version = await VersionAsync(tenant, form, hash, ct);
        var published = new PublishedForm(form.Id, form.Title, version, (await XmlAsync(tenant, form.Id, version, ct))!);
        return _current.GetOrAdd((tenant, round), published);
    }

    private async Task<string> VersionAsync(string tenant, Form form, byte[] hash, CancellationToken ct)
    {
        while (true)
        {
            await using var command = database.CreateCommand($"""
                select max(version) filter (where content_hash = $3), coalesce(max(version), 0) from {PublishedFormTable.Name} where tenant_id = $1 and form_id = $2
                """);
            command.Parameters.Add(new() { Value = tenant });
            command.Parameters.Add(new() { Value = form.Id });
            command.Parameters.Add(new() { Value = hash });
            await using var rows = await command.ExecuteReaderAsync(ct);
            await rows.ReadAsync(ct);
            if (!rows.IsDBNull(0)) return rows.GetInt32(0).ToString(CultureInfo.InvariantCulture);
            // Another node may publish the same at the same time: then its version is found at the next look.
            await PublishAsync(tenant, form, hash, rows.GetInt32(1) + 1, ct);
        }
    }

    private async Task PublishAsync(string tenant, Form form, byte[] hash, int version, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            insert into {PublishedFormTable.Name} (tenant_id, form_id, version, content_hash, xml, published_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing
            """);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = form.Id });
        command.Parameters.Add(new() { Value = version });
        command.Parameters.Add(new() { Value = hash });
        command.Parameters.Add(new() { Value = XForm.Write(form, version.ToString(CultureInfo.InvariantCulture)) });
        command.Parameters.Add(new() { Value = clock.GetCurrentInstant() });
        await command.ExecuteNonQueryAsync(ct);
    }
}
