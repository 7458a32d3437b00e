using PovertyMonitor.Measures;

namespace PovertyMonitor.Alerts.Audiences;

/// <summary>The audiences that a regency starts with.</summary>
internal static class ShippedAudiences
{
    public static IEnumerable<AlertAudienceStated> All(string by) =>
    [
        new("dinsos", new Bilingual("Dinas Sosial", "Dinas Sosial (social affairs)"), ["dinsos"], "dinsos-head", by),
        new("dinsos-head", new Bilingual("Kepala Dinas Sosial", "Head of Dinas Sosial"), ["dinsos"], null, by),
        new("dinkes", new Bilingual("Dinas Kesehatan", "Dinas Kesehatan (health)"), ["dinkes"], "dinkes-head", by),
        new("dinkes-head", new Bilingual("Kepala Dinas Kesehatan", "Head of Dinas Kesehatan"), ["dinkes"], null, by),
        new("puskesmas", new Bilingual("Puskesmas", "Puskesmas (health centre)"), ["puskesmas", "dinkes"], "dinkes", by),
        new("dp3akb", new Bilingual("DP3AKB", "DP3AKB (women, children, families)"), ["dp3akb"], "dinsos", by),
        new("camat", new Bilingual("Camat", "Camat (district)"), ["district", "dinsos"], "dinsos", by),
        new("bappeda", new Bilingual("Bappeda", "Bappeda (planning)"), ["planner"], null, by),
        new("kominfo", new Bilingual("Kominfo", "Kominfo (operators)"), ["operator"], null, by),
    ];
}
