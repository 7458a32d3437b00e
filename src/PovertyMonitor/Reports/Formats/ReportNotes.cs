using System.Globalization;
using NodaTime.Text;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Reports.Tables;

namespace PovertyMonitor.Reports.Formats;

/// <summary>What stands beside every report: of what, by which rules, as of when, from where. Pure.</summary>
internal static class ReportNotes
{
    private static readonly Text Current = new("angka terkini", "current figures");
    private static readonly Text SuppressedRule = new(
        "'suppressed' berarti angkanya ada tetapi tidak ditampilkan: lebih sedikit dari {threshold} rumah tangga, atau dapat dihitung dari angka lain. Bukan nol dan bukan kosong.",
        "'suppressed' means that the figure is known and not shown: fewer than {threshold} households, or it could be worked out from others. It is neither zero nor missing.");

    /// <summary>The notes as pairs of a title and a text.</summary>
    public static IEnumerable<(string Title, string Text)> Of(ReportHead head, Language language)
    {
        string In(string id, string en) => new Text(id, en).In(language);
        yield return (In("Laporan", "Report"), head.Title.In(language));
        yield return (In("Wilayah", "Area"), $"{head.AreaName} ({head.Area})");
        if (head.Measure is { } measure)
        {
            yield return (In("Ukuran", "Measure"), measure.Name.In(language));
            yield return (In("Versi", "Version"), measure.Id);
            yield return (In("Ambang kemiskinan", "Poverty cutoff"), measure.Cutoff);
            yield return (In("Sumber ukuran", "Source of the measure"), measure.Source);
        }
        yield return (In("Putaran", "Round"), head.Round ?? Current.In(language));
        yield return (In("Sebagaimana diketahui pada", "As known at"), $"{In("peristiwa", "event")} {head.KnownAt.ToString(CultureInfo.InvariantCulture)}, {InstantPattern.General.Format(head.RecordedAt)}");
        yield return (In("Sumber", "Source"), In("Catatan peristiwa PovertyMonitor kabupaten", "The regency's event log in PovertyMonitor"));
        foreach (var rule in Rules(head, language)) yield return (In("Aturan", "Rule"), rule);
    }

    /// <summary>The rules.</summary>
    public static IEnumerable<string> Rules(ReportHead head, Language language) => head.Rules.Select(r => r.In(language))
        .Concat(head.Threshold is { } threshold ? [SuppressedRule.In(language, [("threshold", threshold)])] : []);
}
