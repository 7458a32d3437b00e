using PovertyMonitor.Measures;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Villages.Building;

namespace PovertyMonitor.Villages;

/// <summary>What can be wrong with a question about figures.</summary>
internal static class VillageProblems
{
    private const int RetryAfterSeconds = 5;

    public static readonly Problem Rebuilding = new(
        "index.rebuilding", StatusCodes.Status503ServiceUnavailable,
        new("Angka sedang dihitung ulang", "Figures are being worked out anew"),
        new("Angka kabupaten ini sedang dihitung ulang dari seluruh catatan: {percent} % selesai.", "This regency's figures are being worked out anew from the whole log: {percent} % done."),
        new("Coba lagi sesudah waktu di kepala jawaban Retry-After.", "Ask again after the time in the answer's Retry-After header."));

    public static readonly Problem MeasureFilling = new(
        "index.measure_filling", StatusCodes.Status503ServiceUnavailable,
        new("Ukuran belum siap", "The measure is not ready yet"),
        new("Ukuran {measure} sedang dihitung untuk rumah tangga yang sudah tercatat: {percent} % selesai.", "The measure {measure} is being worked out for the households known when it was adopted: {percent} % done."),
        new("Coba lagi sesudah waktu di kepala jawaban Retry-After.", "Ask again after the time in the answer's Retry-After header."));

    public static readonly Problem RebuildUnderWay = new(
        "index.rebuild_under_way", StatusCodes.Status409Conflict,
        new("Penghitungan ulang sudah berjalan", "A rebuild is under way"),
        new("Angka kabupaten ini sudah sedang dihitung ulang.", "This regency's figures are being worked out anew already."),
        new("Lihat kemajuannya di /api/figures.", "See how far it is at /api/figures."));

    public static readonly Problem UnknownMeasure = new(
        "index.unknown_measure", StatusCodes.Status404NotFound,
        new("Ukuran tidak dikenal", "Unknown measure"),
        new("Ukuran {measure} tidak berlaku di sini.", "The measure {measure} is not in force here."),
        new("Yang berlaku: {known}.", "In force: {known}."));

    public static readonly Problem UnknownRound = new(
        "index.unknown_round", StatusCodes.Status404NotFound,
        new("Putaran tidak dikenal", "Unknown round"),
        new("Belum ada kunjungan dalam putaran {round}.", "There is no visit of round {round} yet."),
        new("Putaran yang ada: {known}. Tanpa round: angka terkini.", "Rounds so far: {known}. Without round: the current figures."));

    public static readonly Problem WrongLevel = new(
        "index.wrong_level", StatusCodes.Status404NotFound,
        new("Wilayah tidak dikenal", "Unknown area"),
        new("{code} bukan kode {level} dalam daftar wilayah.", "{code} is not the code of a {level} in the register."),
        new("Lihat /api/areas.", "See /api/areas."));

    public static readonly Problem Invalid = new(
        "index.invalid", StatusCodes.Status422UnprocessableEntity,
        new("Pertanyaan belum benar", "The question is not right yet"),
        new("{count} parameter perlu diperbaiki.", "Parameters to correct: {count}."),
        new("Perbaiki parameter yang disebut.", "Correct the parameters named."));

    public static readonly Problem InvalidField = new(
        "index.invalid_field", StatusCodes.Status422UnprocessableEntity,
        new("Parameter belum benar", "The parameter is not right yet"),
        new("Nilai ini tidak dapat dipakai.", "This value can't be used."),
        new("Isi dengan {expected}.", "Give {expected}."));

    public static readonly Problem RuleOfSample = new(
        "index.rule_of_sample", StatusCodes.Status422UnprocessableEntity,
        new("Sampel tidak dapat diperkirakan dengan aturan ini", "A sample can't be estimated under this rule"),
        new("Ukuran {measure} menghilangkan indikator yang tidak diketahui; bagi sampel tidak ada galat baku untuk itu.", "The measure {measure} drops unknown indicators; a sample has no standard error for that."),
        new("Pilih ukuran yang mengeluarkan rumah tangga atau menganggapnya tidak terdeprivasi.", "Choose a measure that drops the household or treats it as not deprived."));

    public static readonly Problem BelowVillage = new(
        "index.below_village", StatusCodes.Status403Forbidden,
        new("Di bawah desa", "Below the village"),
        new("Angka kelompok Dasa Wisma hanya untuk yang boleh melihat rumah tangga.", "Figures of Dasa Wisma groups are for those who may see households."),
        new("Pakai /api/reports/groups?area={code}: sel kecil dirahasiakan.", "Use /api/reports/groups?area={code}: small cells are suppressed."));

    public static readonly Problem UnknownSort = new(
        "index.unknown_sort", StatusCodes.Status400BadRequest,
        new("Urutan tidak dikenal", "Unknown order"),
        new("Tidak dapat mengurutkan menurut {sort}.", "Can't sort by {sort}."),
        new("Pilih salah satu: {known}; dengan - di depan dari yang terbesar.", "Choose one of: {known}; with - in front from the largest."));

    public static readonly Problem CoverageWithoutRound = new(
        "index.coverage_without_round", StatusCodes.Status400BadRequest,
        new("Cakupan hanya ada per putaran", "Coverage is of a round"),
        new("Angka terkini tidak punya cakupan untuk diurutkan.", "The current figures have no coverage to sort by."),
        new("Tambahkan round.", "Add round."));

    /// <summary>Says how far a rebuild is.</summary>
    public static ProblemResult RebuildingOf(FigureState state) =>
        new ProblemResult(Rebuilding, [("percent", Percent(state.RebuiltShare))], []) { RetryAfterSeconds = RetryAfterSeconds }
            .With(("progress", state.RebuiltShare), ("sequence", state.Sequence), ("upTo", state.RebuildUpTo ?? 0));

    /// <summary>Says how far a measure is that is not ready; <see langword="null"/> where the one named is, or an earlier revision of it.</summary>
    public static ProblemResult? FillingOf(FigureState state, string named, IReadOnlyList<CompiledMeasure> ready)
    {
        if (ready.Any(m => m.Id == named || m.Definition.Code == named)) return null;
        return state.Fills.LastOrDefault(f => f.Measure == named || f.Measure.StartsWith($"{named}@", StringComparison.Ordinal)) is { } fill
            ? new ProblemResult(MeasureFilling, [("measure", fill.Measure), ("percent", Percent(fill.Share))], []) { RetryAfterSeconds = RetryAfterSeconds }
                .With(("progress", fill.Share), ("households", fill.Households), ("filled", fill.Filled))
            : null;
    }

    private static int Percent(double share) => (int)(share * 100);
}
