using NodaTime;
using PovertyMonitor.Assistance;
using PovertyMonitor.Assistance.Programmes;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.WorkLists;

/// <summary>Help that a household got, as far as is known.</summary>
/// <param name="Recorded">The programmes recorded here, each with the day of the last help.</param>
/// <param name="Registered">Its programmes in the latest file of the national register.</param>
/// <param name="Decile">Its decile there, the lowest of its members' rows.</param>
internal sealed record KnownHelp(IReadOnlyList<(string Programme, LocalDate On)> Recorded, IReadOnlyList<string> Registered, int? Decile)
{
    public static readonly KnownHelp None = new([], [], null);
}

/// <summary>A line of a work list: a household with the name and the address of those who live in it.</summary>
internal sealed record WorkListRow(HouseholdLine Line, string? Head, string? Nik, string? FamilyCard, string? Address, KnownHelp Help)
{
    private static readonly (Text Title, Func<WorkListRow, Reader, string?> Cell)[] Columns =
    [
        (new("Desa/kelurahan", "Village"), (r, _) => r.Line.VillageName),
        (new("Kode desa", "Village code"), (r, _) => r.Line.Village),
        (new("RT", "RT"), (r, _) => r.Line.Rt),
        (new("RW", "RW"), (r, _) => r.Line.Rw),
        (new("Dasa Wisma", "Dasa Wisma"), (r, _) => r.Line.DasaWisma),
        (new("Alamat", "Address"), (r, _) => r.Address),
        (new("Kepala rumah tangga", "Head of household"), (r, _) => r.Head),
        (new("NIK", "NIK"), (r, _) => r.Nik),
        (new("No. KK", "Family card (No. KK)"), (r, _) => r.FamilyCard),
        (new("Jumlah jiwa", "Persons"), (r, _) => $"{r.Line.Persons}"),
        (new("Status", "Status"), (r, reader) => WorkListWords.Of(r.Line.Status).In(reader.Language)),
        (new("Kekurangan", "Deprivations"), (r, _) => string.Join("; ", r.Line.Deprivations.Select(d => d.Name))),
        (new("Belum diketahui", "Not known"), (r, _) => string.Join("; ", r.Line.Unknown.Select(d => d.Name))),
        (new("Bantuan tercatat", "Assistance recorded"), (r, reader) => string.Join("; ", r.Help.Recorded.Select(h => $"{reader.NameOf(h.Programme)} ({h.On:uuuu-MM-dd})"))),
        (new("Program menurut daftar nasional", "Programmes in the national register"), (r, reader) => string.Join("; ", r.Help.Registered.Select(reader.NameOf))),
        (new("Desil", "Decile"), (r, _) => r.Help.Decile is { } decile ? $"{decile}" : null),
        (new("Putaran", "Round"), (r, _) => r.Line.Round),
        (new("Tanggal wawancara", "Interviewed on"), (r, _) => $"{r.Line.InterviewedOn:uuuu-MM-dd}"),
        (new("Id rumah tangga", "Household id"), (r, _) => $"{r.Line.HouseholdId}"),
    ];

    /// <summary>A household's row.</summary>
    public static WorkListRow Of(HouseholdLine line, DirectoryEntry? entry, PersonalData? people, KnownHelp help)
    {
        var head = people?.Members.FirstOrDefault(m => m.Member == entry?.Head);
        return new(line, head?.Name, head?.Nik, people?.FamilyCard, people?.Address, help);
    }

    /// <summary>The rows by village, group and name; those without a group or a name after the others.</summary>
    public static IEnumerable<WorkListRow> Sort(IEnumerable<WorkListRow> rows) => rows
        .OrderBy(r => r.Line.Village, StringComparer.Ordinal)
        .ThenBy(r => r.Line.DasaWisma is null).ThenBy(r => r.Line.DasaWisma, StringComparer.OrdinalIgnoreCase)
        .ThenBy(r => r.Head is null).ThenBy(r => r.Head, StringComparer.OrdinalIgnoreCase).ThenBy(r => r.Line.HouseholdId);

    /// <summary>The titles of the columns.</summary>
    public static IReadOnlyList<string> Titles(Language language) => [.. Columns.Select(c => c.Title.In(language))];

    /// <summary>The texts of the cells.</summary>
    public IReadOnlyList<string> Cells(Reader reader) => [.. Columns.Select(c => c.Cell(this, reader) ?? "")];

    /// <summary>In whose words the cells are.</summary>
    internal sealed record Reader(Language Language, IReadOnlyList<Programme> Programmes)
    {
        /// <summary>A programme's name.</summary>
        public string NameOf(string code) => Programmes.FirstOrDefault(p => p.Code == code)?.In(Language) ?? code;
    }
}
