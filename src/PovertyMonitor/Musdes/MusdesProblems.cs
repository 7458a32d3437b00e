using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Musdes;

/// <summary>Why something about a village's list is refused, and what to do instead.</summary>
internal static class MusdesProblems
{
    public static readonly Problem Invalid = new(
        "musdes.invalid", StatusCodes.Status422UnprocessableEntity,
        new("Isian belum benar", "The input is not right yet"),
        new("{count} isian perlu diperbaiki.", "Fields to correct: {count}."),
        new("Perbaiki isian yang disebut lalu kirim ulang.", "Correct the fields named and send it again."));

    public static readonly Problem InvalidField = new(
        "musdes.invalid_field", StatusCodes.Status422UnprocessableEntity,
        new("Isian belum benar", "The field is not right yet"),
        new("Nilainya tidak dapat diterima.", "The value can't be taken."),
        new("Isi dengan {expected}.", "Give {expected}."));

    public static readonly Problem ReasonNeeded = new(
        "musdes.reason_needed", StatusCodes.Status422UnprocessableEntity,
        new("Alasan tidak ada", "The reason is missing"),
        new("Baris {line} dikeluarkan atau dipersoalkan tanpa alasan.", "Line {line} is removed or disputed without a reason."),
        new("Sebut alasannya: {expected}.", "Give the reason: {expected}."));

    public static readonly Problem ReasonNotAsked = new(
        "musdes.reason_not_asked", StatusCodes.Status422UnprocessableEntity,
        new("Alasan tidak diperlukan", "No reason is asked for"),
        new("Baris {line} disahkan, dengan alasan untuk mengeluarkan atau mempersoalkannya.", "Line {line} is confirmed, with a reason to remove or dispute it."),
        new("Hapus 'reason', atau ganti keputusannya dengan removed atau disputed.", "Leave 'reason' out, or make the decision removed or disputed."));

    public static readonly Problem LineTwice = new(
        "musdes.line_twice", StatusCodes.Status422UnprocessableEntity,
        new("Baris disebut dua kali", "The line is named twice"),
        new("Baris {line} sudah punya keputusan di atas.", "Line {line} has a decision further up."),
        new("Sertakan satu keputusan saja untuk setiap baris.", "Give one decision only for every line."));

    public static readonly Problem UnknownList = new(
        "musdes.unknown_list", StatusCodes.Status404NotFound,
        new("Daftar tidak dikenal", "Unknown list"),
        new("Daftar {list} belum pernah ditarik.", "The list {list} was never drawn."),
        new("Tarik dulu dengan POST /api/musdes/lists, atau lihat daftar yang ada di GET /api/musdes/lists.", "Draw it first with POST /api/musdes/lists, or see which lists there are at GET /api/musdes/lists."));

    public static readonly Problem ChangedSince = new(
        "musdes.changed_since", StatusCodes.Status412PreconditionFailed,
        new("Sudah diubah orang lain", "Changed by somebody else"),
        new("Daftar {list} berubah sejak Anda melihatnya; yang baru ada di 'changes'.", "The list {list} changed since you saw it; what is new is in 'changes'."),
        new("Baca lagi daftarnya, lalu putuskan lagi dengan ETag yang baru.", "Read the list again, then decide anew with its new ETag."));

    public static readonly Problem UnknownVillage = new(
        "musdes.unknown_village", StatusCodes.Status404NotFound,
        new("Desa tidak dikenal", "Unknown village"),
        new("{village} bukan kode desa dalam daftar wilayah.", "{village} is not the code of a village in the register."),
        new("Lihat /api/areas.", "See /api/areas."));

    public static readonly Problem UnknownArea = new(
        "musdes.unknown_area", StatusCodes.Status404NotFound,
        new("Wilayah tidak dikenal", "Unknown area"),
        new("{area} tidak ada dalam daftar wilayah.", "The register has no area {area}."),
        new("Lihat /api/areas.", "See /api/areas."));

    public static readonly Problem ScanUnknown = new(
        "musdes.no_scan", StatusCodes.Status404NotFound,
        new("Pindaian tidak ada", "No scan"),
        new("Berita acara bertanda tangan belum diunggah.", "The signed minutes were not uploaded yet."),
        new("Unggah dengan PUT ke alamat ini.", "Upload them with PUT to this address."));

    public static readonly Problem ScanNotFiled = new(
        "musdes.scan_not_filed", StatusCodes.Status404NotFound,
        new("Pindaian tidak ada", "No scan"),
        new("Pada daftar {list} tidak ada pindaian dengan 'sha256' itu, atau tidak pada nomor berita acara itu.", "No scan of that 'sha256' was filed on list {list}, or none under that minutes' number."),
        new("Pakai salah satu 'sha256' pada pertemuan daftar itu (scan, earlierScans): GET /api/musdes/lists/{list}.", "Use one of the 'sha256' at the list's meetings (scan, earlierScans): GET /api/musdes/lists/{list}."));

    public static readonly Problem ScanNotAPicture = new(
        "musdes.scan_type", StatusCodes.Status415UnsupportedMediaType,
        new("Jenis berkas tidak diterima", "The file's type is not taken"),
        new("Isi berkas ini bukan PDF, JPEG, atau PNG.", "The file's content is no PDF, JPEG or PNG."),
        new("Pindai berita acara sebagai PDF, JPEG, atau PNG lalu unggah lagi.", "Scan the minutes as PDF, JPEG or PNG and upload them again."));

    public static readonly Problem ScanTooLarge = new(
        "musdes.scan_too_large", StatusCodes.Status413PayloadTooLarge,
        new("Pindaian terlalu besar", "The scan is too large"),
        new("Berkas ini melebihi {limit} byte.", "The file exceeds {limit} bytes."),
        new("Pindai dengan resolusi lebih rendah atau hitam putih, lalu unggah lagi.", "Scan it at a lower resolution or in black and white, and upload it again."));

    public static readonly Problem UnknownObjection = new(
        "musdes.unknown_objection", StatusCodes.Status404NotFound,
        new("Sanggahan tidak dikenal", "Unknown objection"),
        new("Tidak ada sanggahan {objection} pada daftar ini.", "There is no objection {objection} to this list."),
        new("Sanggahan daftar ini ada di GET /api/musdes/lists/{list}.", "The objections to this list are at GET /api/musdes/lists/{list}."));

    public static readonly Problem NobodyPoor = Refused("musdes.nobody_poor",
        "Tidak ada rumah tangga miskin di {village} menurut {measure} ({round}).", "No household is poor in {village} under {measure} ({round}).",
        "Tidak ada yang perlu diputuskan; tunggu wawancara masuk, atau pilih putaran atau ukuran lain.", "There is nothing to decide; wait for interviews to come in, or choose another round or measure.");

    public static readonly Problem ListStands = Refused("musdes.list_stands",
        "Daftar {list} desa dan putaran ini sudah ditarik menurut {measure}.", "The list {list} of this village and round was drawn under {measure}.",
        "Pakai daftar itu, atau batalkan dulu sebelum musyawarah: POST /api/musdes/lists/{list}/withdrawal.", "Use that list, or withdraw it before the meeting first: POST /api/musdes/lists/{list}/withdrawal.");

    public static readonly Problem Withdrawn = Refused("musdes.list_withdrawn",
        "Daftar {list} sudah dibatalkan.", "The list {list} was withdrawn.",
        "Tarik daftar baru dengan POST /api/musdes/lists.", "Draw a new one with POST /api/musdes/lists.");

    public static readonly Problem AlreadyMet = Refused("musdes.already_met",
        "Musyawarah sudah memutuskan daftar ini.", "The meeting has decided about this list.",
        "Daftar itu tetap; minta camat mengembalikannya bila hasilnya keliru.", "The list stays; ask the camat to return it if the result is wrong.");

    public static readonly Problem Decreed = Refused("musdes.list_decreed",
        "Daftar {list} sudah ditetapkan dengan keputusan bupati {decree}.", "The list {list} was decreed by the bupati's decree {decree}.",
        "Ajukan pada daftar berikutnya; keputusan yang ada tidak berubah.", "Bring it up with the next list; the decree stands.");

    public static readonly Problem WithCamat = Refused("musdes.list_forwarded",
        "Daftar {list} sudah diteruskan camat kepada bupati.", "The camat has forwarded the list {list} to the bupati.",
        "Minta camat mengembalikannya dulu.", "Ask the camat to return it first.");

    public static readonly Problem LinesUnknown = Refused("musdes.line_unknown",
        "Baris {lines} tidak ada pada daftar ini.", "This list has no line {lines}.",
        "Periksa nomor barisnya di GET /api/musdes/lists/{list}; rumah tangga yang tidak tercantum diajukan sebagai sanggahan.", "Check the numbers at GET /api/musdes/lists/{list}; a household missing from the list is brought up as an objection.");

    public static readonly Problem LineDecided = Refused("musdes.line_decided",
        "Baris {lines} sudah diputuskan.", "Decided before: line {lines}.",
        "Ajukan sanggahan bila keputusannya keliru, atau minta camat mengembalikan hasilnya.", "Lodge an objection if the decision is wrong, or ask the camat to return the result.");

    public static readonly Problem LinesUndecided = Refused("musdes.lines_undecided",
        "Baris {lines} belum diputuskan.", "Left undecided: line {lines}.",
        "Sertakan satu keputusan untuk setiap baris: confirmed, removed, atau disputed.", "Give one decision for every line: confirmed, removed or disputed.");

    public static readonly Problem NotVerified = Refused("musdes.lines_not_verified",
        "Baris {lines} belum diverifikasi.", "Not verified yet: line {lines}.",
        "Periksa di lapangan lalu catat dengan POST /api/musdes/lists/{list}/verification.", "Check them on the spot, then record it with POST /api/musdes/lists/{list}/verification.");

    public static readonly Problem MinutesTaken = Refused("musdes.minutes_taken",
        "Berita acara {minutes} sudah dicatat dengan isi lain.", "The minutes {minutes} were recorded before with other content.",
        "Musyawarah lain memakai nomor lain; hasil yang keliru dikembalikan oleh camat.", "Another meeting has another number; a wrong result is returned by the camat.");

    public static readonly Problem NotDecided = Refused("musdes.not_decided",
        "Musyawarah belum memutuskan daftar {list}.", "The meeting has not decided about the list {list} yet.",
        "Catat dulu hasilnya dengan POST /api/musdes/lists/{list}/meetings.", "Record its result first with POST /api/musdes/lists/{list}/meetings.");

    public static readonly Problem Returned = Refused("musdes.list_returned",
        "Camat mengembalikan hasil daftar {list}.", "The camat has returned the result of the list {list} to the village.",
        "Putuskan lagi dan catat hasilnya dengan POST /api/musdes/lists/{list}/meetings; sesudah itu daftar dapat diteruskan dan disanggah.",
        "The village decides anew and records the result with POST /api/musdes/lists/{list}/meetings; after that the list can be forwarded and objected to.");

    public static readonly Problem LineSettled = Refused("musdes.line_settled",
        "Sudah diputuskan melalui sanggahan yang dikabulkan: baris {lines}.", "Settled by an upheld objection: line {lines}.",
        "Jangan sertakan baris itu: keputusannya tetap. Bila keliru, ajukan sanggahan baru sesudah hasil musyawarah dicatat.",
        "Leave out what is settled: that decision stays. If it is wrong, lodge a new objection once the meeting's result is recorded.");

    public static readonly Problem NotRevisited = Refused("musdes.not_revisited",
        "Dipersoalkan dan belum dikunjungi lagi: baris {lines}.", "Disputed and not interviewed again since: line {lines}.",
        "Wawancarai lagi rumah tangganya (GET /api/musdes/revisits), lalu putuskan; bila rumah tangganya menolak, kirim kunjungan itu dengan hasil refused: jawaban sebelumnya tetap berlaku. Sampai saat itu jangan sertakan atau catat lagi sebagai disputed. Bila rumah tangganya tidak ada lagi di desa, keluarkan dengan alasan itu: movedAway, deceased, duplicate, notKnown, dissolved, atau joined.",
        "Interview the household again (GET /api/musdes/revisits), then decide; if it refuses, send that visit with the outcome refused: its earlier answers stand. Until then leave it out or record it as disputed again. If the household is no more in the village, remove it for that reason: movedAway, deceased, duplicate, notKnown, dissolved or joined.");

    public static readonly Problem ScanMissing = Refused("musdes.scan_missing",
        "Berita acara {minutes} yang bertanda tangan belum diunggah.", "The signed minutes {minutes} were not uploaded yet.",
        "Minta operator desa mengunggahnya: PUT /api/musdes/lists/{list}/minutes.", "Have the village operator upload them: PUT /api/musdes/lists/{list}/minutes.");

    public static readonly Problem ObjectionsOpen = Refused("musdes.objections_open",
        "Masih ada {count} sanggahan yang belum diputuskan.", "Objections not decided yet: {count}.",
        "Putuskan dulu sanggahannya; lihat GET /api/musdes/lists/{list}.", "Decide the objections first; see GET /api/musdes/lists/{list}.");

    public static readonly Problem LinesDisputed = Refused("musdes.lines_disputed",
        "Baris {lines} daftar {list} masih dipersoalkan.", "Still disputed in the list {list}: line {lines}.",
        "Kunjungi lagi rumah tangganya (GET /api/musdes/revisits), lalu putuskan barisnya dalam musyawarah berikutnya: POST /api/musdes/lists/{list}/meetings. Daftar yang sudah diteruskan dikembalikan camat dulu.",
        "Visit those households again (GET /api/musdes/revisits), then decide the lines in another meeting: POST /api/musdes/lists/{list}/meetings. A list forwarded already is returned by the camat first.");

    public static readonly Problem WindowOpen = Refused("musdes.objection_window_open",
        "Sanggahan masih diterima sampai {until}.", "Objections are taken until {until}.",
        "Teruskan sesudah tanggal itu.", "Forward it after that day.");

    public static readonly Problem NotForwarded = Refused("musdes.not_forwarded",
        "Camat belum meneruskan daftar {lists}.", "Not forwarded by the camat yet: {lists}.",
        "Tunggu hasil pemeriksaan camat, atau keluarkan daftar itu dari keputusan.", "Wait for the camat's review, or leave those lists out of the decree.");

    public static readonly Problem OtherDecree = Refused("musdes.other_decree",
        "Keputusan {decree} sudah dicatat dengan isi lain.", "The decree {decree} was entered before with other content.",
        "Periksa nomornya; keputusan lain memakai nomor lain.", "Check the number; another decree has another number.");

    public static readonly Problem ObjectionIdTaken = Refused("musdes.objection_id_taken",
        "Sanggahan {objection} sudah dicatat dengan isi lain.", "Objection {objection} was recorded before with other content.",
        "Pakai id baru untuk sanggahan lain.", "Use a new id for another objection.");

    public static readonly Problem ObjectionLate = Refused("musdes.objection_late",
        "Sanggahan diterima sampai {until}.", "Objections were taken until {until}.",
        "Sampaikan pada musyawarah berikutnya, atau kepada Dinas Sosial sebagai usulan baru.", "Bring it up at the next meeting, or with Dinas Sosial as a new proposal.");

    public static readonly Problem AlreadyObjected = Refused("musdes.already_objected",
        "Sanggahan {objection} tentang rumah tangga ini belum diputuskan.", "Objection {objection} about this household is not decided yet.",
        "Tunggu keputusannya, atau tarik sanggahan itu dulu.", "Wait for its decision, or withdraw that objection first.");

    public static readonly Problem GroundDoesNotFit = Refused("musdes.ground_does_not_fit",
        "Alasan {ground} tidak sesuai dengan keadaan baris {line} sekarang.", "The ground {ground} does not fit what line {line} is now.",
        "Lihat keputusan atas baris itu di GET /api/musdes/lists/{list}, lalu pilih alasan yang sesuai.", "See what was decided about the line at GET /api/musdes/lists/{list}, then choose a ground that fits.");

    public static readonly Problem OnTheList = Refused("musdes.household_on_list",
        "Rumah tangga {household} tercantum di baris {line}.", "Household {household} is on line {line}.",
        "Ajukan sanggahan atas baris itu.", "Object to that line.");

    public static readonly Problem NotSurveyed = Refused("musdes.household_not_surveyed",
        "Rumah tangga {household} tidak terhitung dalam wawancara {village} ({round}).", "Household {household} is not among those interviewed in {village} ({round}).",
        "Wawancarai dulu rumah tangga itu, lalu ajukan lagi.", "Have the household interviewed first, then lodge it again.");

    public static readonly Problem NotPoor = Refused("musdes.household_not_poor",
        "Rumah tangga {household} tidak miskin menurut {measure}.", "Household {household} is not poor under {measure}.",
        "Bila jawabannya keliru, wawancarai lagi rumah tangga itu atau koreksi wawancaranya; ajukan lagi setelah terhitung miskin.",
        "If its answers are wrong, interview the household again or correct its interview; lodge it again once it counts as poor.");

    public static readonly Problem NotMeasured = Refused("musdes.household_not_measured",
        "Jawaban rumah tangga {household} belum cukup untuk {measure}.", "The answers of household {household} are not enough for {measure}.",
        "Wawancarai lagi rumah tangga itu untuk jawaban yang kurang; ajukan lagi setelah terhitung miskin.",
        "Interview the household again for the answers that are missing; lodge it again once it counts as poor.");

    public static readonly Problem NotYoursToUphold = new(
        "musdes.uphold_not_yours", StatusCodes.Status403Forbidden,
        new("Tidak dapat Anda kabulkan", "Not yours to uphold"),
        new("Sanggahan {objection} mengubah daftar: yang mengabulkannya Dinas Sosial, dan bukan orang yang memasukkannya.", "Objection {objection} changes the list: Dinas Sosial upholds it, and not the person who entered it."),
        new("Tandai sebagai 'examined' lalu minta petugas Dinas Sosial yang lain memutuskannya.", "Mark it 'examined', then ask another officer of Dinas Sosial to decide it."));

    public static readonly Problem NotYoursToWithdraw = new(
        "musdes.withdraw_not_yours", StatusCodes.Status403Forbidden,
        new("Tidak dapat Anda cabut", "Not yours to take back"),
        new("Sanggahan {objection} dimasukkan orang lain.", "Objection {objection} was entered by somebody else."),
        new("Minta orang itu atau Dinas Sosial mencabutnya; bila tidak beralasan, tolak dengan alasan: state = rejected.", "Ask them or Dinas Sosial to take it back; if it has no ground, reject it with a reason: state = rejected."));

    public static readonly Problem ObjectionClosed = Refused("musdes.objection_closed",
        "Sanggahan {objection} sudah selesai: {state}.", "Objection {objection} is closed: {state}.",
        "Ajukan sanggahan baru bila ada hal baru.", "Lodge a new objection if there is something new.");

    private static Problem Refused(string code, string indonesian, string english, string todo, string toDo) => new(
        code, StatusCodes.Status409Conflict,
        new("Tidak dapat dilakukan pada daftar ini", "Not possible with this list"), new(indonesian, english), new(todo, toDo));
}
