using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Villages;

namespace PovertyMonitor.WorkLists;

/// <summary>What a work list says about itself and its households.</summary>
internal static class WorkListWords
{
    /// <summary>How to read the list, and how to keep it.</summary>
    public static readonly Text Note = new(
        "Untuk dikerjakan di lapangan, bukan daftar penerima: tergolong miskin di sini bukan hak atas bantuan. Berisi data pribadi: pakai hanya untuk tujuan yang disebut, jangan diteruskan, dan hapus sesudah selesai.",
        "To be worked through in the field, no list of beneficiaries: being poor here is no entitlement. It holds personal data: use it for the purpose named only, don't pass it on, and delete it when done.");

    private static readonly Text Poor = new("Miskin", "Poor");
    private static readonly Text NotPoor = new("Tidak miskin", "Not poor");
    private static readonly Text Unmeasured = new("Belum terukur", "Not measured");

    /// <summary>The lines of the sheet that says what the list is.</summary>
    public static IEnumerable<IReadOnlyList<string>> About(HouseholdFilter filter, AsOf? asOf, string purpose, int households, Language language)
    {
        yield return [new Text("Tentang daftar ini", "About this list").In(language), ""];
        yield return [new Text("Tujuan", "Purpose").In(language), purpose];
        yield return [new Text("Rumah tangga", "Households").In(language), $"{households}"];
        yield return [new Text("Ukuran", "Measure").In(language), filter.Measure.Id];
        yield return [new Text("Batas kemiskinan", "Cutoff").In(language), $"{filter.Cutoff}"];
        yield return [new Text("Keadaan catatan", "Place of the log").In(language), asOf is null ? "" : $"{asOf.Sequence} ({asOf.RecordedAt})"];
        yield return [new Text("Catatan", "Note").In(language), Note.In(language)];
    }

    /// <summary>A status.</summary>
    public static Text Of(PovertyStatus status) => status switch
    {
        PovertyStatus.Poor => Poor,
        PovertyStatus.NotPoor => NotPoor,
        _ => Unmeasured,
    };
}
