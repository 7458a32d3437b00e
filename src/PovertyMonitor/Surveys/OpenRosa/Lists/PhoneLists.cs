using PovertyMonitor.Access;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Identities;
using PovertyMonitor.Regions;
using PovertyMonitor.Surveys.OpenRosa.Forms;

namespace PovertyMonitor.Surveys.OpenRosa.Lists;

/// <summary>The lists a phone carries along: the caller's villages, the households known there and their members, as CSV.</summary>
internal sealed class PhoneLists(HouseholdDirectory directory, IdentityReader identities, IRegister registers)
{
    private const string Villages = "villages.csv";
    private const string Households = "households.csv";
    private const string Members = "members.csv";

    /// <summary>The lists' names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Villages, Households, Members];

    /// <summary>A list for a caller; <see langword="null"/> for a name that is none.</summary>
    public async Task<string?> CsvAsync(Caller caller, string name, CancellationToken ct) => name switch
    {
        Villages => await VillagesAsync(caller, ct),
        Households => HouseholdsCsv(await KnownAsync(caller, ct)),
        Members => MembersCsv(await KnownAsync(caller, ct)),
        _ => null,
    };

    private async Task<string> VillagesAsync(Caller caller, CancellationToken ct)
    {
        var register = await registers.OfAsync(caller.Regency!, ct);
        var csv = new CsvText().Row("name", "label", "dasa_wisma");
        foreach (var code in caller.Villages.Concat(caller.DasaWismaGroups.Select(group => group.Village)).Distinct().Order(StringComparer.Ordinal))
        {
            var area = AreaCode.TryParse(code, out var parsed) ? parsed : default;
            // Names of villages recur: with the district they are told apart.
            var label = register.Find(area) is { } village ? $"{village.Name}, {register.Find(area.Parent!.Value)?.Name}" : code;
            var groups = caller.DasaWismaGroups.Where(group => group.Village == code).ToList();
            csv.Row(code, label, groups.Count == 1 && !caller.Villages.Contains(code) ? groups[0].Name : "");
        }
        return csv.ToString();
    }

    private async Task<IReadOnlyList<(DirectoryEntry Entry, PersonalData? People)>> KnownAsync(Caller caller, CancellationToken ct)
    {
        var known = await directory.InAsync(caller.Regency!, [.. caller.Villages],
            [.. caller.DasaWismaGroups.Select(group => group.Village)], [.. caller.DasaWismaGroups.Select(group => group.Name)], ct);
        var people = await identities.OfAsync(caller, "list of households for a phone", [.. known.Select(entry => entry.HouseholdId)], ct);
        return [.. known.OrderBy(entry => entry.HouseholdId).Select(entry => (entry, people.GetValueOrDefault(entry.HouseholdId)))];
    }

    private static string HouseholdsCsv(IReadOnlyList<(DirectoryEntry Entry, PersonalData? People)> known)
    {
        var csv = new CsvText().Row("name", "label", "village", "rt", "rw", "dasa_wisma").Row(HouseholdForm.New, "(Rumah tangga baru / New household)", "", "", "", "");
        foreach (var (entry, people) in known)
            csv.Row(entry.HouseholdId.ToString(), LabelOf(entry, people), entry.Place.Village, entry.Place.Rt, entry.Place.Rw, entry.Place.DasaWisma);
        return csv.ToString();
    }

    private static string MembersCsv(IReadOnlyList<(DirectoryEntry Entry, PersonalData? People)> known)
    {
        var csv = new CsvText().Row("name", "label", "household").Row(HouseholdForm.New, "(Anggota baru / New member)", "");
        foreach (var (entry, people) in known)
            foreach (var line in entry.Roster ?? [])
                csv.Row(line.Id.ToString(), LabelOf(line, people), entry.HouseholdId.ToString());
        return csv.ToString();
    }

    private static string LabelOf(DirectoryEntry entry, PersonalData? people)
    {
        var head = entry.Roster?.FirstOrDefault(line => line.Relation == Relation.Head) ?? (entry.Roster is [var first, ..] ? first : null);
        var name = head is null ? null : NameOf(head, people);
        var place = $"RT {entry.Place.Rt ?? "-"}/RW {entry.Place.Rw ?? "-"}";
        return $"{name ?? $"No. {entry.HouseholdId.ToString()[..8]}"} ({place}{(entry.Roster is { } roster ? $", {roster.Count}" : "")})";
    }

    private static string LabelOf(RosterLine line, PersonalData? people)
    {
        var sex = line.Sex switch { Sex.Female => "P", Sex.Male => "L", _ => "?" };
        return $"{NameOf(line, people) ?? $"No. {line.Id.ToString()[..4]}"} ({sex}, {line.AgeYears?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?"})";
    }

    private static string? NameOf(RosterLine line, PersonalData? people) => people?.Members.FirstOrDefault(member => member.Member == line.Id)?.Name;
}
