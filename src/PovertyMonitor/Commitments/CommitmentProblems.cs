using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Commitments;

/// <summary>What can be wrong with a question about action plans, or with any command about one.</summary>
internal static class CommitmentProblems
{
    public static readonly Problem NoRegency = new(
        "commitment.regency_missing", StatusCodes.Status400BadRequest,
        new("Kabupaten tidak disebut", "Regency missing"),
        new("Tidak jelas rencana aksi kabupaten mana yang diminta.", "It is not clear which regency's action plan is asked for."),
        new("Tambahkan ?regency=35.22, atau sertakan token.", "Add ?regency=35.22, or send a token."));

    public static readonly Problem NoPlan = new(
        "commitment.no_plan", StatusCodes.Status404NotFound,
        new("Belum ada rencana aksi", "No action plan"),
        new("Kabupaten ini belum memiliki rencana aksi di sini.", "This regency has no action plan here."),
        new("Periksa kode kabupaten, misalnya 35.22.", "Check the regency's code, such as 35.22."));

    public static readonly Problem UnknownPlan = new(
        "commitment.unknown_plan", StatusCodes.Status404NotFound,
        new("Rencana aksi tidak dikenal", "Unknown action plan"),
        new("Kabupaten ini tidak memiliki rencana aksi {plan}.", "This regency has no action plan {plan}."),
        new("Yang ada: {known}.", "There are: {known}."));

    public static readonly Problem Unknown = new(
        "commitment.unknown", StatusCodes.Status404NotFound,
        new("Komitmen tidak dikenal", "Unknown commitment"),
        new("Rencana aksi {plan} tidak memuat komitmen nomor {number}.", "The action plan {plan} has no commitment number {number}."),
        new("Nomor komitmen tercantum di /api/commitments.", "The commitments' numbers are listed at /api/commitments."));

    public static readonly Problem UnknownIndicator = new(
        "commitment.unknown_indicator", StatusCodes.Status404NotFound,
        new("Indikator tidak dikenal", "Unknown indicator"),
        new("Komitmen {number} tidak memuat indikator {code}.", "Commitment {number} has no indicator {code}."),
        new("Yang ada: {known}.", "There are: {known}."));

    public static readonly Problem BeforePlan = new(
        "commitment.before_plan", StatusCodes.Status422UnprocessableEntity,
        new("Tanggal sebelum rencana aksi", "Date before the plan"),
        new("{field} {day} lebih awal daripada rencana aksi {plan}, yang mulai {start}.", "{field} {day} is before the action plan {plan}, which begins on {start}."),
        new("Isi {field} dengan tanggal mulai {start}, atau sebut rencana lain; semuanya ada di /api/plans.", "Give {field} a date from {start} on, or name another plan; /api/plans lists them."));

    public static readonly Problem NotYet = new(
        "commitment.not_yet", StatusCodes.Status422UnprocessableEntity,
        new("Belum sampai di situ", "Not there yet"),
        new("Peristiwa terakhir bernomor {last}; knownAt {asked} belum terjadi.", "The last event is number {last}; knownAt {asked} has not happened."),
        new("Isi knownAt dengan nomor sampai {last}, atau hilangkan untuk keadaan sekarang.", "Give knownAt a number up to {last}, or leave it out for how it stands now."));

    public static readonly Problem DayNotOver = new(
        "commitment.day_not_over", StatusCodes.Status422UnprocessableEntity,
        new("Hari itu belum berakhir", "That day is not over"),
        new("knownOn {day} belum berakhir; yang diketahui pada akhirnya masih dapat berubah.", "knownOn {day} is not over yet; what is known at its end can still change."),
        new("Isi knownOn dengan hari yang sudah lewat, atau hilangkan untuk keadaan sekarang.", "Give knownOn a day that is past, or leave it out for how it stands now."));

    public static readonly Problem NotKnownThen = new(
        "commitment.not_known_then", StatusCodes.Status404NotFound,
        new("Belum tercatat waktu itu", "Not recorded then"),
        new("Sampai peristiwa nomor {sequence} rencana aksi {plan} belum tercatat di sini.", "Up to event number {sequence} the action plan {plan} was not recorded here."),
        new("Pilih waktu sesudah rencana itu dicatat.", "Choose a time after the plan was recorded."));

    public static readonly Problem Invalid = new(
        "commitment.invalid", StatusCodes.Status422UnprocessableEntity,
        new("Isian belum benar", "The input is not right yet"),
        new("{count} isian perlu diperbaiki.", "Fields to correct: {count}."),
        new("Perbaiki isian yang disebut lalu kirim ulang.", "Correct the fields named and send it again."));

    public static readonly Problem InvalidField = new(
        "commitment.invalid_field", StatusCodes.Status422UnprocessableEntity,
        new("Isian belum benar", "The field is not right yet"),
        new("Nilainya tidak dapat diterima.", "The value can't be taken."),
        new("Isi dengan {expected}.", "Give {expected}."));

    public static readonly Problem IdentityNumber = new(
        "commitment.identity_number", StatusCodes.Status422UnprocessableEntity,
        new("Memuat nomor identitas", "Holds an identity number"),
        new("Teks ini memuat angka yang mirip NIK, nomor KK, atau nomor telepon, atau alamat surel, mungkin data pribadi.", "The text holds what looks like a NIK, a family card or a phone number, or an e-mail address, perhaps personal data."),
        new("Hapus nomor atau alamat itu: rencana aksi terbuka bagi semua orang. Tulis jumlah uang seperti Rp 1.500.000.", "Take that number or address out: an action plan is open to everybody. Write an amount like Rp 1.500.000."));

    public static readonly Problem ChangedSince = new(
        "commitment.changed_since", StatusCodes.Status412PreconditionFailed,
        new("Sudah diubah orang lain", "Changed by somebody else"),
        new("Yang hendak Anda ubah sudah berubah sejak Anda melihatnya; yang baru ada di 'changes'.", "What you want to change has changed since you saw it; what is new is in 'changes'."),
        new("Baca lagi, lalu kirim ulang dengan ETag yang baru.", "Read it again, then send it with its new ETag."));
}
