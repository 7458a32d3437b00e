using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Villages;

/// <summary>What can be wrong with a question about figures.</summary>
internal static class VillageProblems
{
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
        new("{count} parameter perlu diperbaiki.", "{count} parameters need correction."),
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
}
