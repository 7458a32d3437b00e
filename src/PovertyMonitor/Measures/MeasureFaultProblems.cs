using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Measures;

/// <summary>What can be wrong with one field of a measure's document.</summary>
internal static class MeasureFaultProblems
{
    public static readonly Problem Missing = InDocument("measure.missing",
        "Isian ini wajib.", "This field is required.", "Isilah.", "Give it.");

    public static readonly Problem NotACode = InDocument("measure.not_a_code",
        "Kode tidak sah.", "Not a code.",
        "Kode dimulai huruf kecil dan hanya memakai {known}.", "A code starts with a small letter and has only {known}.");

    public static readonly Problem Repeated = InDocument("measure.repeated",
        "Kode ini muncul dua kali.", "This code appears twice.", "Beri kode yang berbeda.", "Give different codes.");

    public static readonly Problem NotAShare = InDocument("measure.not_a_share",
        "Bukan pecahan dalam batasnya.", "Not a fraction within its limits.", "Tulis pecahan seperti pada {known}.", "Write a fraction as in {known}.");

    public static readonly Problem WeightsNotOne = InDocument("measure.weights_not_one",
        "Jumlah bobot tidak tepat satu: {known}.", "The weights do not sum to exactly one: {known}.",
        "Sesuaikan bobotnya, misalnya 1/6 atau 1/18.", "Adjust the weights, such as 1/6 or 1/18.");

    public static readonly Problem TooMany = InDocument("measure.too_many_indicators",
        "Terlalu banyak indikator.", "Too many indicators.", "Paling banyak {known}.", "At most {known}.");

    public static readonly Problem NobodySelected = InDocument("measure.nobody_selected",
        "Bagian minimum yang diketahui memerlukan orang yang dipilih.", "A minimum share of known persons needs persons who are selected.",
        "Pilih mereka dengan {known}.", "Select them with {known}.");

    public static readonly Problem PersonalText = InDocument("measure.personal_text",
        "Memuat angka yang mirip NIK, nomor KK, atau nomor telepon, atau alamat surel.", "Holds what looks like a NIK, a family card or a phone number, or an e-mail address.",
        "Hapus nomor atau alamat itu: dokumen ini terbuka, dan namanya ikut keluar bersama peringatan.",
        "Take that number or address out: the document is public, and its names go out with alerts.");

    public static readonly Problem TooLong = InExpression("measure.expression_too_long",
        "ungkapan terlalu panjang atau terlalu dalam.", "the expression is too long or too deep.", "Batasnya {known}.", "The limit is {known}.");

    public static readonly Problem NotAllowed = InExpression("measure.not_allowed",
        "tanda ini tidak ada dalam ungkapan.", "no expression has this character.", "Yang ada: {known}.", "There are: {known}.");

    public static readonly Problem UnknownName = InExpression("measure.unknown_name",
        "nama ini tidak dikenal di sini.", "this name is not known here.", "Yang dikenal di sini: {known}.", "Known here: {known}.");

    public static readonly Problem NotAChoice = InExpression("measure.not_a_choice",
        "pertanyaan ini tidak punya pilihan itu.", "the question does not have this choice.", "Pilihannya: {known}.", "Its choices: {known}.");

    public static readonly Problem Syntax = InExpression("measure.syntax",
        "di sini seharusnya ada yang lain.", "something else should stand here.", "Yang dapat berdiri di sini: {known}.", "What can stand here: {known}.");

    public static readonly Problem WrongKind = InExpression("measure.wrong_kind",
        "jenisnya tidak cocok.", "the kinds do not fit.", "Yang diterima di sini: {known}.", "Taken here: {known}.");

    /// <summary>The fault as a finding about its field.</summary>
    public static FieldError Of(MeasureFault fault) => ProblemOf(fault.Kind).At(
        fault.Field, ("indicator", fault.Indicator), ("position", fault.Position), ("known", string.Join(", ", fault.Known)));

    private static Problem ProblemOf(MeasureFaultKind kind) => kind switch
    {
        MeasureFaultKind.Missing => Missing,
        MeasureFaultKind.NotACode => NotACode,
        MeasureFaultKind.Repeated => Repeated,
        MeasureFaultKind.NotAShare => NotAShare,
        MeasureFaultKind.WeightsNotOne => WeightsNotOne,
        MeasureFaultKind.TooMany => TooMany,
        MeasureFaultKind.TooLong => TooLong,
        MeasureFaultKind.NotAllowed => NotAllowed,
        MeasureFaultKind.UnknownName => UnknownName,
        MeasureFaultKind.NotAChoice => NotAChoice,
        MeasureFaultKind.Syntax => Syntax,
        MeasureFaultKind.WrongKind => WrongKind,
        MeasureFaultKind.NobodySelected => NobodySelected,
        MeasureFaultKind.PersonalText => PersonalText,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    private static Problem InDocument(string code, string idMessage, string enMessage, string idAdvice, string enAdvice) => new(
        code, StatusCodes.Status422UnprocessableEntity,
        new("Dokumen ukuran belum benar", "The measure's document is not right yet"), new(idMessage, enMessage), new(idAdvice, enAdvice));

    private static Problem InExpression(string code, string idMessage, string enMessage, string idAdvice, string enAdvice) => InDocument(
        code, $"Indikator {{indicator}}, posisi {{position}}: {idMessage}", $"Indicator {{indicator}}, position {{position}}: {enMessage}", idAdvice, enAdvice);
}
