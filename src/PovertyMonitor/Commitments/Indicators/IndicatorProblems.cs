using PovertyMonitor.Commitments.Indicators.Expressions;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Commitments.Indicators;

/// <summary>What can be wrong with an indicator, its expression or a value of it.</summary>
internal static class IndicatorProblems
{
    public static readonly Problem RevisionNeeded = new(
        "commitment.revision_needed", StatusCodes.Status409Conflict,
        new("Perlu revisi", "A revision is needed"),
        new("Rencana aksi {plan} sudah disepakati; indikatornya berubah hanya dengan persetujuan kedua pihak.", "The action plan {plan} is agreed; its indicators change only with the assent of both sides."),
        new("Usulkan dengan POST /api/plans/{plan}/commitments/{number}/revisions.", "Propose it with POST /api/plans/{plan}/commitments/{number}/revisions."));

    public static readonly Problem Computed = new(
        "commitment.computed_indicator", StatusCodes.Status409Conflict,
        new("Indikator dihitung", "The indicator is computed"),
        new("Nilai {code} dihitung dari data dan tidak dilaporkan.", "The value of {code} is computed from the data and not reported."),
        new("Laporkan nilai indikator tanpa ungkapan saja; sumber angka ini ada di ungkapannya.", "Report values of indicators without an expression only; this one's source is its expression."));

    public static readonly Problem CodeTaken = new(
        "commitment.code_taken", StatusCodes.Status422UnprocessableEntity,
        new("Kode sudah dipakai", "The code is taken"),
        new("Kode {code} milik komitmen {number}.", "The code {code} belongs to commitment {number}."),
        new("Pilih kode lain yang diawali nomor komitmen.", "Choose another code that begins with the commitment's number."));

    public static readonly Problem AgainstDirection = new(
        "commitment.against_direction", StatusCodes.Status422UnprocessableEntity,
        new("Target berlawanan arah", "Target against the direction"),
        new("Arah indikator adalah {direction}, tetapi target {value} berlawanan dengan {before}.", "The indicator's direction is {direction}, but the target {value} goes against {before}."),
        new("Perbaiki target, urutannya, atau arah indikator.", "Correct the target, the order of targets, or the indicator's direction."));

    public static readonly Problem BaselineTooLate = new(
        "commitment.baseline_too_late", StatusCodes.Status422UnprocessableEntity,
        new("Nilai awal terlalu akhir", "Baseline too late"),
        new("Nilai awal bertanggal {at}, tetapi target pertama jatuh pada {due}.", "The baseline is of {at}, but the first target is due on {due}."),
        new("Isi baseline.at dengan tanggal sebelum {due}, atau mulai target pada pos pemeriksaan sesudah {at}.", "Give baseline.at a day before {due}, or let the targets begin at a checkpoint after {at}."));

    public static readonly Problem NoBaselineToShare = new(
        "commitment.no_baseline_to_share", StatusCodes.Status422UnprocessableEntity,
        new("Bagian dari nilai awal yang tidak ada", "A share of a baseline that there is none of"),
        new("Target ini adalah bagian dari nilai awal, tetapi baseline.kind adalah notNeeded.", "This target is a share of the baseline, but baseline.kind is notNeeded."),
        new("Ubah kind target menjadi absolute dengan nilai dalam satuan indikator, atau baseline.kind menjadi agreed atau firstRound.", "Make the target's kind absolute with a value in the indicator's unit, or baseline.kind agreed or firstRound."));

    public static readonly Problem ValueOutOfRange = new(
        "commitment.value_out_of_range", StatusCodes.Status422UnprocessableEntity,
        new("Nilai di luar batas", "Value out of range"),
        new("{value} bukan nilai dalam satuan {unit}.", "{value} is no value in the unit {unit}."),
        new("Isi dengan {expected}; persentase ditulis sebagai bagian, misalnya 0.8.", "Give {expected}; write a percentage as a share, such as 0.8."));

    public static readonly Problem UnknownMeasure = new(
        "commitment.unknown_measure", StatusCodes.Status422UnprocessableEntity,
        new("Ukuran tidak berlaku", "Measure not in force"),
        new("Ukuran {measure} tidak berlaku di sini.", "The measure {measure} is not in force here."),
        new("Yang berlaku: {known}.", "In force: {known}."));

    public static readonly Problem TooLong = InExpression("expression_too_long", "ungkapan terlalu panjang atau terlalu dalam.", "the expression is too long or too deep.", "Batasnya {known}.", "The limit is {known}.");
    public static readonly Problem NotAllowed = InExpression("expression_character", "tanda ini tidak ada dalam ungkapan.", "no expression has this character.", "Yang ada: {known}.", "There are: {known}.");
    public static readonly Problem WrongNumber = InExpression("expression_number", "angka ini tidak dapat dibaca.", "this number can't be read.", "Tulis paling banyak sembilan angka sebelum dan sesudah titik, tanpa huruf, misalnya {known}.", "Give at most nine digits before and after the point, without letters, such as {known}.");
    public static readonly Problem Syntax = InExpression("expression_syntax", "di sini seharusnya ada yang lain.", "something else should stand here.", "Yang dapat berdiri di sini: {known}.", "What can stand here: {known}.");
    public static readonly Problem UnknownName = InExpression("expression_unknown_name", "nama ini tidak dikenal di sini.", "this name is not known here.", "Yang dikenal: {known}.", "Known here: {known}.");
    public static readonly Problem WrongKind = InExpression("expression_wrong_kind", "jenisnya tidak cocok.", "the kinds do not fit.", "Yang diterima di sini: {known}.", "Taken here: {known}.");
    public static readonly Problem NotOfVillages = InExpression("expression_not_of_villages", "angka ini hanya ada untuk seluruh kabupaten.", "this figure is of the whole regency only.", "Untuk desa ada: {known}.", "Of villages there are: {known}.");
    public static readonly Problem OutOfRange = InExpression("expression_out_of_range", "angka ini di luar batas.", "this number is out of range.", "Isi dengan {known}.", "Give {known}.");
    public static readonly Problem NeverDefined = InExpression("expression_never_defined", "di sini selalu dibagi nol, sehingga indikator tidak pernah punya nilai.", "here it is always divided by zero, so that the indicator never has a value.", "Bagi dengan angka yang dapat berbeda dari nol, seperti {known}.", "Divide by what can be other than zero, as in {known}.");
    public static readonly Problem Constant = InExpression("expression_constant", "nilainya selalu sama, apa pun angkanya.", "its value is always the same, whatever the figures are.", "Sebut sebuah angka, misalnya {known}.", "Name a figure, such as {known}.");
    public static readonly Problem Circular = InExpression("expression_circular", "indikator bergantung pada dirinya sendiri: {known}.", "the indicator hangs on itself: {known}.", "Putuskan lingkaran itu.", "Break that circle.");

    /// <summary>A fault of an expression as a finding about a field.</summary>
    public static FieldError Of(Fault fault, string field) => (fault.Kind switch
    {
        FaultKind.TooLong => TooLong,
        FaultKind.NotAllowed => NotAllowed,
        FaultKind.WrongNumber => WrongNumber,
        FaultKind.Syntax => Syntax,
        FaultKind.UnknownName => UnknownName,
        FaultKind.WrongKind => WrongKind,
        FaultKind.NotOfVillages => NotOfVillages,
        FaultKind.OutOfRange => OutOfRange,
        FaultKind.NeverDefined => NeverDefined,
        FaultKind.Constant => Constant,
        FaultKind.Circular => Circular,
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    }).At(field, ("position", fault.Position), ("known", Listed.Of(fault.Known)));

    private static Problem InExpression(string code, string idMessage, string enMessage, string idAdvice, string enAdvice) => new(
        $"commitment.{code}", StatusCodes.Status422UnprocessableEntity,
        new("Ungkapan belum benar", "The expression is not right yet"),
        new($"Posisi {{position}}: {idMessage}", $"Position {{position}}: {enMessage}"), new(idAdvice, enAdvice));
}
