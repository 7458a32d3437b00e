using NodaTime;
using Npgsql;
using NpgsqlTypes;
using PovertyMonitor.Access;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Surveys.Rounds;
using PovertyMonitor.Surveys.Rounds.Coverage;

namespace PovertyMonitor.Surveys.Sent;

/// <summary>Reads what a person or a device sent, and what is left in their area.</summary>
internal sealed class SentReader(NpgsqlDataSource database, HouseholdDirectory directory, IdentityReader identities, RoundRegister rounds, IRegister registers)
{
    private const int Latest = 100;

    /// <summary>The report.</summary>
    /// <param name="caller">Whose; the area is theirs.</param>
    /// <param name="device">Only what this device sent; else what the caller sent from any.</param>
    /// <param name="round">The round; else that of the latest submission if it is open, else the last open one.</param>
    /// <param name="language">The language of the reasons.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<SentReport> ReadAsync(Caller caller, string? device, string? round, Language language, CancellationToken ct)
    {
        var tenant = caller.Regency!;
        var latest = await LatestAsync(tenant, caller.Subject, device, language, ct);
        if (round is null)
        {
            var open = (await rounds.OfAsync(tenant, ct)).Where(r => r.Value).Select(r => r.Key).ToList();
            var own = latest.FirstOrDefault(s => s.Round is not null)?.Round;
            round = open.Contains(own!) ? own : open.LastOrDefault() ?? own;
        }
        var (counts, visits) = await CountsAsync(tenant, caller.Subject, device, round, ct);
        return new SentReport(caller.Subject, round, counts, visits, latest, await GroupsAsync(caller, round, ct));
    }

    private async Task<IReadOnlyList<SentSubmission>> LatestAsync(string tenant, string sender, string? device, Language language, CancellationToken ct)
    {
        await using var command = Command($"""
            select submission_id, household_id, device, village, dasa_wisma, r.round, outcome, visited_at, received_at, {StateOf("r")}, reason, {Lateness.Sql("r", "d")} from {SurveyTables.Receipts} r
            left join {DesignTables.Designs} d on d.tenant_id = r.tenant_id and d.round = r.round
            where r.tenant_id = $1 and sender = $2 and ($3::text is null or device = $3) and state <> 'expected'
            union all select submission_id, household_id, null, village, null, null, null, null, received_at, 'review', reason, false from {SurveyTables.Held}
            where tenant_id = $1 and sender = $2 and reason = '{SurveyProblems.OtherContent.Code}'
            order by received_at desc, submission_id limit {Latest}
            """, tenant, sender, device);
        var sent = new List<SentSubmission>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
            var reason = Text(10) is { } code ? Catalogue.Find(code)?.At("submissionId", ("submission", row.GetGuid(0))).In(language) : null;
            sent.Add(new(row.GetGuid(0), row.IsDBNull(1) ? null : row.GetGuid(1), Text(2), Text(3), Text(4), Text(5), Text(6),
                row.IsDBNull(7) ? null : row.GetFieldValue<Instant>(7), row.GetFieldValue<Instant>(8), row.GetString(9), reason, row.GetBoolean(11)));
        }
        return sent;
    }

    private async Task<(Dictionary<string, int> Counts, Dictionary<string, int> Visits)> CountsAsync(
        string tenant, string sender, string? device, string? round, CancellationToken ct)
    {
        await using var command = Command($"""
            select {StateOf("r")}, case when b.submission_id is null and r.state = 'taken' then r.outcome end, count(*)::int
            from {SurveyTables.Receipts} r left join {SurveyTables.Receipts} b on b.tenant_id = r.tenant_id and b.superseded_by = r.submission_id
            where r.tenant_id = $1 and r.sender = $2 and ($3::text is null or r.device = $3) and r.state <> 'expected'
                and ($4::text is null or r.round is null or r.round = $4) group by 1, 2
            union all select 'review', null, count(*)::int from {SurveyTables.Held}
            where tenant_id = $1 and sender = $2 and reason = '{SurveyProblems.OtherContent.Code}' having count(*) > 0
            """, tenant, sender, device);
        command.Parameters.Add(new() { Value = (object?)round ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        var counts = new Dictionary<string, int> { ["sent"] = 0, ["taken"] = 0, ["waiting"] = 0, ["review"] = 0 };
        var visits = new Dictionary<string, int>();
        await using var row = await command.ExecuteReaderAsync(ct);
        while (await row.ReadAsync(ct))
        {
            counts["sent"] += row.GetInt32(2);
            counts[row.GetString(0)] = counts.GetValueOrDefault(row.GetString(0)) + row.GetInt32(2);
            if (!row.IsDBNull(1)) visits[row.GetString(1)] = visits.GetValueOrDefault(row.GetString(1)) + row.GetInt32(2);
        }
        return (counts, visits);
    }

    private async Task<IReadOnlyList<SentGroup>> GroupsAsync(Caller caller, string? round, CancellationToken ct)
    {
        var known = await directory.InAsync(caller.Regency!, [.. caller.Villages], [.. caller.DasaWismaGroups.Select(g => g.Village)], [.. caller.DasaWismaGroups.Select(g => g.Name)], ct);
        var people = await identities.OfAsync(caller, "list of households", [.. known.Where(e => e.Round != round).Select(e => e.HouseholdId)], ct);
        var register = await registers.OfAsync(caller.Regency!, ct);
        return [.. known.GroupBy(e => (e.Place.Village, Group: e.Place.DasaWisma)).Select(group => new SentGroup(
            group.Key.Village, register.Find(AreaCode.Parse(group.Key.Village))?.Name, group.Key.Group, group.Count(), group.Count(e => e.Round == round),
            [.. group.Where(e => e.Round != round).Select(e => new HouseholdLeft(
                e.HouseholdId, HeadOf(e, people.GetValueOrDefault(e.HouseholdId)), e.Place.Rt, e.Place.Rw, e.Roster?.Count))]))];
    }

    /// <summary>The name of a household's head, where it was given.</summary>
    internal static string? HeadOf(DirectoryEntry entry, PersonalData? people) =>
        entry.Roster?.FirstOrDefault(m => m.Relation == Relation.Head) is { } head ? people?.Members.FirstOrDefault(m => m.Member == head.Id)?.Name : null;

    // To its sender it is all one when a person rejected it.
    private static string StateOf(string table) => $"case when {table}.state = 'withdrawn' then 'rejected' else {table}.state end";

    private NpgsqlCommand Command(string sql, string tenant, string sender, string? device)
    {
        var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = tenant });
        command.Parameters.Add(new() { Value = sender });
        command.Parameters.Add(new() { Value = (object?)device ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        return command;
    }
}
