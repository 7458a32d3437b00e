using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Measures;

/// <summary>What can be wrong with a measure or with what someone wants done with it.</summary>
internal static class MeasureProblems
{
    public static readonly Problem NoRegency = new(
        "measure.regency_missing", StatusCodes.Status400BadRequest,
        new("Kabupaten tidak disebut", "Regency missing"),
        new("Tidak jelas ukuran kabupaten mana yang diminta.", "It is not clear which regency's measures are asked for."),
        new("Tambahkan ?regency=35.22, atau sertakan token.", "Add ?regency=35.22, or send a token."));

    public static readonly Problem Unknown = new(
        "measure.unknown", StatusCodes.Status404NotFound,
        new("Ukuran tidak dikenal", "Unknown measure"),
        new("Tidak ada ukuran dengan kode {measure}.", "There is no measure with the code {measure}."),
        new("Kode ukuran tercantum di /api/measures.", "The measures' codes are listed at /api/measures."));

    public static readonly Problem Invalid = new(
        "measure.invalid", StatusCodes.Status422UnprocessableEntity,
        new("Dokumen ukuran belum benar", "The measure's document is not right yet"),
        new("{count} hal perlu diperbaiki.", "Things to correct: {count}."),
        new("Perbaiki yang disebut lalu ajukan lagi.", "Correct what is named and propose it again."));

    public static readonly Problem OtherCode = new(
        "measure.other_code", StatusCodes.Status422UnprocessableEntity,
        new("Kode ukuran lain", "Another measure's code"),
        new("Dokumen ini berkode {code}, bukan {measure}.", "This document has the code {code}, not {measure}."),
        new("Revisi memakai kode ukuran yang sama; ukuran lain diajukan ke /api/measures.", "A revision keeps the measure's code; another measure is proposed at /api/measures."));

    public static readonly Problem AlreadyProposed = new(
        "measure.already_proposed", StatusCodes.Status409Conflict,
        new("Ukuran sudah pernah diajukan", "The measure was proposed before"),
        new("Kode {measure} sudah dipakai.", "The code {measure} is taken."),
        new("Ajukan revisi ke /api/measures/{measure}/revisions, atau pakai kode lain.", "Propose a revision at /api/measures/{measure}/revisions, or use another code."));

    public static readonly Problem NotWaiting = new(
        "measure.not_waiting", StatusCodes.Status409Conflict,
        new("Revisi tidak menunggu penetapan", "The revision does not wait for adoption"),
        new("Revisi itu dari {measure} tidak menunggu penetapan.", "That revision of {measure} does not wait for adoption."),
        new("Revisi yang menunggu tercantum di /api/measures/{measure}.", "The revision that waits is shown at /api/measures/{measure}."));

    public static readonly Problem NotAfterPrevious = new(
        "measure.not_after_previous", StatusCodes.Status409Conflict,
        new("Tanggal terlalu awal", "The date is too early"),
        new("Tanggal itu tidak sesudah tanggal berlaku revisi {measure} sebelumnya.", "The date is not after the day on which the revision of {measure} before took effect."),
        new("Pilih tanggal sesudahnya.", "Choose a later date."));

    public static readonly Problem NotAdopted = new(
        "measure.not_adopted", StatusCodes.Status409Conflict,
        new("Ukuran belum ditetapkan", "The measure is not adopted"),
        new("Tidak ada revisi {measure} yang ditetapkan, jadi tidak ada yang dapat dihentikan.", "No revision of {measure} was adopted, so nothing can be retired."),
        new("Tidak perlu berbuat apa-apa.", "Nothing needs to be done."));

    public static readonly Problem Retired = new(
        "measure.retired", StatusCodes.Status409Conflict,
        new("Ukuran sudah dihentikan", "The measure is retired"),
        new("Ukuran {measure} sudah dihentikan.", "The measure {measure} is retired."),
        new("Ajukan ukuran baru dengan kode lain.", "Propose a new measure with another code."));

    /// <summary>The answer to a refusal.</summary>
    public static ProblemResult Of(MeasureRefusal refusal, string measure) => (refusal switch
    {
        MeasureRefusal.AlreadyProposed => AlreadyProposed,
        MeasureRefusal.NotProposed => Unknown,
        MeasureRefusal.NotWaiting => NotWaiting,
        MeasureRefusal.NotAfterPrevious => NotAfterPrevious,
        MeasureRefusal.NotAdopted => NotAdopted,
        _ => Retired,
    }).Result(("measure", measure));
}
