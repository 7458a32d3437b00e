using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Reports.OpenData;

/// <summary>What can be wrong with open data.</summary>
internal static class ReleaseProblems
{
    public static readonly Problem Unknown = new(
        "release.unknown", StatusCodes.Status404NotFound,
        new("Rilis tidak dikenal", "Unknown release"),
        new("Tidak ada rilis {release}.", "There is no release {release}."),
        new("Lihat rilis yang ada di /data.json.", "See which releases there are at /data.json."));

    public static readonly Problem UnknownFile = new(
        "release.unknown_file", StatusCodes.Status404NotFound,
        new("Berkas tidak dikenal", "Unknown file"),
        new("Rilis ini tidak punya berkas {file}.", "This release has no file {file}."),
        new("Berkas-berkasnya ada di datapackage.json.", "Its files are listed in datapackage.json."));

    public static readonly Problem Gone = new(
        "release.gone", StatusCodes.Status410Gone,
        new("Rilis sudah ditarik", "The release was withdrawn"),
        new("Rilis ini ditarik: {reason}.", "This release was withdrawn: {reason}."),
        new("Pakai rilis lain dari /data.json.", "Use another release of /data.json."));

    public static readonly Problem Withdrawn = new(
        "release.withdrawn", StatusCodes.Status409Conflict,
        new("Rilis sudah ditarik", "The release was withdrawn"),
        new("Rilis {release} sudah ditarik.", "The release {release} was withdrawn."),
        new("Susun rilis baru.", "Draft a new release."));

    public static readonly Problem Overtaken = new(
        "release.overtaken", StatusCodes.Status409Conflict,
        new("Rancangan tersusul rilis lain", "The draft was overtaken"),
        new("Sejak rancangan {release} disusun ada rilis lain tentang rumah tangga yang sama; selisih keduanya belum diperiksa.",
            "Since the draft {release} was worked out another release about the same households came; what their difference would tell was not looked at."),
        new("Susun rancangan lagi.", "Draft it again."));

    public static readonly Problem NotProtectable = new(
        "release.not_protectable", StatusCodes.Status409Conflict,
        new("Rilis tidak dapat dilindungi", "The release can't be protected"),
        new("Dibanding rilis terdahulu terlalu sedikit yang berubah: siapa pun dapat menghitung sel kecil dari selisihnya, apa pun yang dirahasiakan.",
            "Too little changed since earlier releases: anybody could work out a small cell from the difference, whatever was hidden."),
        new("Susun rilis kemudian, bila lebih banyak wawancara masuk, atau untuk putaran lain (sekarang: {round}).", "Draft it later, when more interviews have come, or of another round (now: {round})."));

    public static readonly Problem OfASample = new(
        "release.of_a_sample", StatusCodes.Status409Conflict,
        new("Putaran ini sebuah contoh", "The round visits a sample"),
        new("Putaran {round} mengunjungi contoh: angkanya taksiran, sedangkan rilis memuat hitungan rumah tangga.", "The round {round} visits a sample: its figures are estimates, and a release holds counts of households."),
        new("Pakai laporan trends, districts, atau villages: memuat taksiran dan galatnya.", "Use the reports trends, districts or villages: they have the estimates and their errors."));

    public static readonly Problem NoContact = new(
        "release.no_contact", StatusCodes.Status409Conflict,
        new("Alamat surel penanggung jawab belum ada", "No e-mail address of who answers for it"),
        new("Katalog data terbuka wajib menyebut alamat surel penanggung jawab.", "A catalogue of open data must name the e-mail address of who answers for it."),
        new("Isi pengaturan PovertyMonitor:Reports:ContactEmail, lalu setujui lagi.", "Set PovertyMonitor:Reports:ContactEmail, then approve it again."));

    public static readonly Problem OwnDraft = new(
        "release.own_draft", StatusCodes.Status403Forbidden,
        new("Rancangan sendiri", "The draft is your own"),
        new("Rilis disetujui oleh orang lain daripada yang menyusunnya.", "A release is approved by somebody else than who drafted it."),
        new("Minta walidata lain menyetujuinya.", "Have another walidata approve it."));

    public static readonly Problem Invalid = new(
        "release.invalid", StatusCodes.Status422UnprocessableEntity,
        new("Isian belum benar", "The input is not right yet"),
        new("{count} isian perlu diperbaiki.", "Fields to correct: {count}."),
        new("Perbaiki isian yang disebut lalu kirim ulang.", "Correct the fields named and send it again."));

    public static readonly Problem InvalidField = new(
        "release.invalid_field", StatusCodes.Status422UnprocessableEntity,
        new("Isian belum benar", "The field is not right yet"),
        new("Nilainya tidak dapat diterima.", "The value can't be taken."),
        new("Isi dengan {expected}.", "Give {expected}."));

    public static readonly Problem BadBoundaries = new(
        "release.bad_boundaries", StatusCodes.Status422UnprocessableEntity,
        new("Batas wilayah tidak dapat dipakai", "The boundaries can't be used"),
        new("Unsur ke-{feature}: {fault}.", "Feature {feature}: {fault}."),
        new("Kirim FeatureCollection GeoJSON (RFC 7946); tiap unsur Polygon atau MultiPolygon dengan properti 'code' berisi kode wilayah.",
            "Send a GeoJSON FeatureCollection (RFC 7946); every feature a Polygon or MultiPolygon whose property 'code' is the area's code."));

    public static readonly Problem FeedbackTooOften = new(
        "release.feedback_too_often", StatusCodes.Status429TooManyRequests,
        new("Terlalu sering", "Too often"),
        new("Penilaian dari sini sudah banyak dalam semenit ini.", "There was much feedback from here within this minute."),
        new("Kirim lagi sesudah semenit.", "Send it again after a minute."));
}
