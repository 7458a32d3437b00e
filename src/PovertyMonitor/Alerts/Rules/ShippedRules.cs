using PovertyMonitor.Measures;

namespace PovertyMonitor.Alerts.Rules;

/// <summary>The rules that a regency starts with.</summary>
internal static class ShippedRules
{
    private const string Measure = $"{ShippedMeasures.GlobalMpi}@1";

    public const string BecamePoor = "became-poor";

    public static IReadOnlyDictionary<string, AlertRuleDefinition> All { get; } = new Dictionary<string, AlertRuleDefinition>(StringComparer.Ordinal)
    {
        [BecamePoor] = Of(AlertRuleKind.BecomesPoor, "dinsos", AlertSeverity.Warning, "Rumah tangga menjadi miskin", "Household became poor",
            "Sebuah rumah tangga di {area} menjadi miskin multidimensi, skor {value}: {deprivations}.",
            "A household in {area} became multidimensionally poor, score {value}: {deprivations}.") with
        { Enter = "1/3", CoolDownDays = 30, AcknowledgeWithinHours = 24 },
        ["became-severely-poor"] = Of(AlertRuleKind.BecomesPoor, "dinsos", AlertSeverity.Severe, "Rumah tangga menjadi sangat miskin", "Household became severely poor",
            "Sebuah rumah tangga di {area} menjadi sangat miskin, skor {value}: {deprivations}.",
            "A household in {area} became severely poor, score {value}: {deprivations}.") with
        { Enter = "1/2", Exit = "1/3", Replaces = BecamePoor, CoolDownDays = 30, AcknowledgeWithinHours = 24 },
        ["left-poverty"] = Of(AlertRuleKind.LeavesPoverty, "dinsos", AlertSeverity.Information, "Rumah tangga keluar dari kemiskinan", "Household left poverty",
            "Sebuah rumah tangga di {area} keluar dari kemiskinan multidimensi, skor {value}.",
            "A household in {area} left multidimensional poverty, score {value}.") with
        { Enter = "1/3", Grouping = AlertGrouping.VillageAndDay },
        ["undernourished-child"] = Of(AlertRuleKind.Condition, "puskesmas", AlertSeverity.Warning, "Anak kurang gizi", "Undernourished child",
            "Di sebuah rumah tangga di {area} ada anak kurang gizi.",
            "In a household in {area} a child is undernourished.") with
        {
            Condition = "members.where(ageYears < 20).any((ageYears < 5 and (weightForAgeZ < -2 or heightForAgeZ < -2)) or (ageYears >= 5 and bmiForAgeZ < -2))",
            Indicators = ["nutrition"],
            CoolDownDays = 30,
            AcknowledgeWithinHours = 48,
        },
        ["child-death"] = Of(AlertRuleKind.ChildDeath, "dinkes", AlertSeverity.Severe, "Kematian anak", "Child death",
            "Kematian anak baru tercatat di sebuah rumah tangga di {area}.",
            "A child's death was newly recorded in a household in {area}.") with
        { Indicators = ["child-mortality"], AcknowledgeWithinHours = 24 },
        ["pregnancy-water-sanitation"] = Of(AlertRuleKind.Condition, "puskesmas", AlertSeverity.Warning, "Ibu hamil tanpa air atau sanitasi layak", "Pregnancy without safe water or sanitation",
            "Di sebuah rumah tangga di {area} ada ibu hamil dengan kekurangan: {deprivations}.",
            "In a household in {area} there is a pregnancy with deprivations: {deprivations}.") with
        {
            Condition = "members.where(sex == 'female' and ageYears >= 10 and ageYears <= 54).any(pregnant)",
            Indicators = ["drinking-water", "sanitation"],
            CoolDownDays = 30,
            AcknowledgeWithinHours = 72,
        },
        ["cluster-of-poverty"] = Of(AlertRuleKind.Cluster, "camat", AlertSeverity.Warning, "Beberapa rumah tangga jatuh miskin", "Several households became poor",
            "{count} rumah tangga di {area} menjadi miskin dalam {limit} hari.", "{count} households in {area} became poor within {limit} days.") with
        { Of = BecamePoor, MinimumN = 5, WindowDays = 30, CoolDownDays = 30, AcknowledgeWithinHours = 72 },
        ["village-m0-rise"] = Of(AlertRuleKind.IndexRise, "dinsos", AlertSeverity.Warning, "Kemiskinan desa meningkat", "A village's poverty rose",
            "M0 {area} naik {value} (dari {count} rumah tangga yang diwawancarai di kedua putaran) sampai putaran {round}.",
            "M0 of {area} rose by {value} (of {count} households interviewed in both rounds) up to round {round}.") with
        { Enter = "1/50", MinimumN = 30, MinimumCoverage = "4/5", AcknowledgeWithinHours = 168 },
        ["indicator-off-track"] = Of(AlertRuleKind.IndicatorOffTrack, "bappeda", AlertSeverity.Warning, "Indikator tertinggal", "Indicator off track",
            "Indikator {subject} tertinggal dari targetnya: {value}, target {limit}.", "Indicator {subject} is behind its target: {value}, target {limit}.") with
        { MinimumN = 30, MinimumCoverage = "4/5", AcknowledgeWithinHours = 168 },
        ["coverage-behind"] = Of(AlertRuleKind.CoverageBehind, "camat", AlertSeverity.Information, "Cakupan desa tertinggal", "A village is behind in coverage",
            "Cakupan {area} pada putaran {round}: {value}, seharusnya {limit}.", "Coverage of {area} in round {round}: {value}, expected {limit}.") with
        { Enter = "1/5", Exit = "1/10", MinimumN = 10, Grouping = AlertGrouping.VillageAndDay },
        ["device-silent"] = Of(AlertRuleKind.DeviceSilent, "kominfo", AlertSeverity.Information, "Perangkat diam", "Silent device",
            "Perangkat {value} tidak mengirim apa pun selama {limit} hari.", "Device {value} has sent nothing for {limit} days.") with
        { WindowDays = 7 },
    };

    private static AlertRuleDefinition Of(AlertRuleKind kind, string audience, AlertSeverity severity, string namaId, string nameEn, string teksId, string textEn) =>
        new(new Bilingual(namaId, nameEn), kind, Measure, audience, severity, new Bilingual(teksId, textEn));
}
