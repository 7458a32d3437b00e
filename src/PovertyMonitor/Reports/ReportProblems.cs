using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Reports;

/// <summary>Why a report is not given, and what to do instead.</summary>
internal static class ReportProblems
{
    public static readonly Problem Unknown = new(
        "reports.unknown", StatusCodes.Status404NotFound,
        new("Laporan tidak dikenal", "Unknown report"),
        new("Tidak ada laporan '{report}'.", "There is no report '{report}'."),
        new("Pilih salah satu: {known}.", "Choose one of: {known}."));

    public static readonly Problem UnknownFormat = new(
        "reports.unknown_format", StatusCodes.Status400BadRequest,
        new("Format tidak dikenal", "Unknown format"),
        new("Laporan tidak dapat ditulis sebagai '{format}'.", "A report can't be written as '{format}'."),
        new("Pilih salah satu: {known}.", "Choose one of: {known}."));

    public static readonly Problem UnknownBreakdown = new(
        "reports.unknown_breakdown", StatusCodes.Status400BadRequest,
        new("Rincian tidak dikenal", "Unknown breakdown"),
        new("Laporan ini tidak dapat dirinci menurut '{by}'.", "This report can't be broken down by '{by}'."),
        new("Pilih salah satu: {known}.", "Choose one of: {known}."));

    public static readonly Problem RoundNeeded = new(
        "reports.round_needed", StatusCodes.Status400BadRequest,
        new("Putaran belum disebut", "The round is missing"),
        new("Laporan ini selalu tentang satu putaran.", "This report is always of a round."),
        new("Tambahkan round. Yang ada saat itu: {known}.", "Add round. There were then: {known}."));

    public static readonly Problem UnknownRound = new(
        "reports.unknown_round", StatusCodes.Status404NotFound,
        new("Putaran belum ada saat itu", "No such round then"),
        new("Pada peristiwa {sequence} belum ada wawancara putaran {round}.", "At event {sequence} there was no interview of round {round} yet."),
        new("Yang ada saat itu: {known}.", "There were then: {known}."));

    public static readonly Problem RoundNotClosed = new(
        "reports.round_not_closed", StatusCodes.Status409Conflict,
        new("Putaran belum ditutup", "The round is not closed"),
        new("Angka di bawah desa diperlihatkan setelah putaran {round} ditutup: angka antarwaktu akan mengungkap rumah tangga satu per satu.",
            "Figures below the village are shown when the round {round} is closed: figures of one time after another would tell of household after household."),
        new("Tunggu sampai putaran ditutup; Dinas Sosial melihatnya kapan saja.", "Wait until the round is closed; Dinas Sosial sees them at any time."));

    public static readonly Problem FrozenOnly = new(
        "reports.frozen_only", StatusCodes.Status403Forbidden,
        new("Hanya seperti saat putaran ditutup", "Only as it was when the round was closed"),
        new("Angka di bawah desa diperlihatkan seperti diketahui pada peristiwa {sequence}, saat putaran {round} ditutup, dengan revisi ukuran {measure}.",
            "Figures below the village are shown as known at event {sequence}, when the round {round} was closed, under the measure revision {measure}."),
        new("Hilangkan knownOn, knownAt, dan nomor revisi.", "Leave out knownOn, knownAt and the number of a revision."));

    public static readonly Problem UnknownMeasure = new(
        "reports.unknown_measure", StatusCodes.Status404NotFound,
        new("Ukuran belum berlaku saat itu", "The measure was not in force then"),
        new("Pada peristiwa {sequence} ukuran {measure} belum berlaku.", "At event {sequence} the measure {measure} was not in force."),
        new("Yang berlaku saat itu: {known}.", "In force then: {known}."));

    public static readonly Problem WrongArea = new(
        "reports.wrong_area", StatusCodes.Status404NotFound,
        new("Wilayah tidak dikenal", "Unknown area"),
        new("area {area} bukan wilayah yang dapat dilaporkan oleh laporan {report}.", "area {area} is none that the report {report} can be of."),
        new("Isi area dengan kode dari /api/areas, misalnya {expected}.", "Give area a code from /api/areas, such as {expected}."));

    public static readonly Problem BeforeFirstEvent = new(
        "reports.before_first_event", StatusCodes.Status422UnprocessableEntity,
        new("Saat itu belum ada catatan", "Nothing was recorded then"),
        new("Catatan kabupaten ini dimulai {first}; sebelumnya tidak ada yang diketahui.", "The regency's log begins {first}; before that nothing was known."),
        new("Pilih tanggal sejak itu.", "Choose a date from then on."));

    public static readonly Problem BeforePlan = new(
        "reports.before_plan", StatusCodes.Status422UnprocessableEntity,
        new("Saat itu belum ada rencana aksi", "There was no action plan then"),
        new("{parameter} {time} lebih awal daripada rencana aksi {plan}, yang mulai {start} dan dicatat di sini pada {recorded}.",
            "{parameter} {time} is before the action plan {plan}, which begins on {start} and was recorded here on {recorded}."),
        new("Isi knownOn dengan tanggal mulai {from} yang sudah berakhir, sebut rencana lain dengan plan, atau hilangkan {parameter} untuk keadaan sekarang.",
            "Give knownOn a date from {from} on that is over, name another plan with plan, or leave {parameter} out for how it stands now."));

    public static readonly Problem NoPlanHere = new(
        "reports.no_plan_here", StatusCodes.Status422UnprocessableEntity,
        new("Laporan ini bukan tentang rencana aksi", "This report is of no action plan"),
        new("plan tidak berlaku untuk laporan {report}.", "plan says nothing about the report {report}."),
        new("Hilangkan plan, atau minta laporan commitments.", "Leave plan out, or ask for the report commitments."));

    public static readonly Problem NotOver = new(
        "reports.not_over", StatusCodes.Status422UnprocessableEntity,
        new("Waktu itu belum lewat", "That time is not over"),
        new("knownOn {time} belum lewat; yang diketahui pada akhirnya masih dapat berubah.", "knownOn {time} is not over yet; what is known at its end can still change."),
        new("Isi knownOn dengan waktu yang sudah lewat, atau hilangkan untuk yang diketahui sekarang.", "Give knownOn a time that is past, or leave it out for what is known now."));

    public static readonly Problem NotYet = new(
        "reports.not_yet", StatusCodes.Status422UnprocessableEntity,
        new("Belum sampai di situ", "Not there yet"),
        new("Peristiwa terakhir bernomor {last}; {asked} belum terjadi.", "The last event is number {last}; {asked} has not happened."),
        new("Pilih nomor sampai {last}.", "Choose a number up to {last}."));

    public static readonly Problem NotCaughtUp = new(
        "reports.not_caught_up", StatusCodes.Status503ServiceUnavailable,
        new("Angka sedang menyusul", "The figures are catching up"),
        new("Angka baru sampai peristiwa {reached} dari {asked} yang diminta.", "The figures have reached event {reached} of the {asked} asked for."),
        new("Kirim ulang sebentar lagi.", "Send it again in a moment."));

    public static readonly Problem InvalidParameter = new(
        "reports.invalid_parameter", StatusCodes.Status422UnprocessableEntity,
        new("Parameter belum benar", "The parameter is not right yet"),
        new("Nilai parameter '{parameter}' tidak dapat dipakai.", "The value of the parameter '{parameter}' can't be used."),
        new("Isi dengan {expected}.", "Give {expected}."));

    public static readonly Problem TooLarge = new(
        "reports.too_large", StatusCodes.Status422UnprocessableEntity,
        new("Laporan terlalu besar", "The report is too large"),
        new("Laporan ini memerlukan {steps} langkah; paling banyak {most}.", "This report would take {steps} steps; at most {most} are taken."),
        new("Persempit dengan area, by, from atau to.", "Narrow it with area, by, from or to."));

    public static readonly Problem UnknownJob = new(
        "reports.unknown_job", StatusCodes.Status404NotFound,
        new("Pekerjaan tidak dikenal", "Unknown job"),
        new("Tidak ada laporan yang sedang atau selesai dibuat dengan nomor {job}.", "No report is or was made under {job}."),
        new("Minta laporannya lagi di /api/reports.", "Ask for the report again at /api/reports."));

    public static readonly Problem JobNotReady = new(
        "reports.job_not_ready", StatusCodes.Status409Conflict,
        new("Laporan belum jadi", "The report is not ready"),
        new("Laporan {job} berstatus {state}.", "The report {job} is {state}."),
        new("Lihat kemajuannya di {address}; bila gagal, minta lagi.", "See its progress at {address}; where it failed, ask again."));
}
