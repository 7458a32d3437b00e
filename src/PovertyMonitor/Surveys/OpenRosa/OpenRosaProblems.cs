using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.OpenRosa;

/// <summary>What can be wrong with a call of an OpenRosa client, and why one of its submissions waits for a person.</summary>
internal static class OpenRosaProblems
{
    public static readonly Problem VersionHeader = Bad("openrosa.version_header",
        "Kepala X-OpenRosa-Version harus 1.0.", "The header X-OpenRosa-Version must be 1.0.",
        "Pakai klien OpenRosa, atau kirim kepala 'X-OpenRosa-Version: 1.0'.", "Use an OpenRosa client, or send the header 'X-OpenRosa-Version: 1.0'.");

    public static readonly Problem NotMultipart = Bad("openrosa.not_multipart",
        "Isi permintaan bukan multipart/form-data.", "The body is no multipart/form-data.",
        "Kirim XML sebagai bagian xml_submission_file.", "Send the XML as the part xml_submission_file.");

    public static readonly Problem BoundaryMissing = Bad("openrosa.boundary_missing",
        "Batas bagian (boundary) tidak ada di Content-Type.", "The Content-Type has no boundary.",
        "Sebut boundary di kepala Content-Type.", "Name the boundary in the header Content-Type.");

    public static readonly Problem MultipartTruncated = Bad("openrosa.multipart_truncated",
        "Isi permintaan terputus sebelum batas terakhir.", "The body ends before its last boundary.",
        "Kirim ulang; tidak ada yang tersimpan dari permintaan ini.", "Send it again; nothing of this request was kept.");

    public static readonly Problem PartHeader = Bad("openrosa.part_header",
        "Kepala salah satu bagian tidak terbaca.", "The header of a part cannot be read.",
        "Perbaiki kepala Content-Disposition bagian itu.", "Correct the part's header Content-Disposition.");

    public static readonly Problem PartTooLarge = new("openrosa.part_too_large", StatusCodes.Status413PayloadTooLarge,
        new("Bagian terlalu besar", "Part too large"),
        new("Salah satu bagian melebihi {limit} byte.", "A part exceeds {limit} bytes."),
        new("Kecilkan foto, lalu kirim ulang.", "Make the photograph smaller and send it again."));

    public static readonly Problem XmlPartMissing = Bad("openrosa.xml_part_missing",
        "Bagian xml_submission_file tidak ada atau tidak bernama berkas.", "The part xml_submission_file is missing or has no file name.",
        "Kirim XML sebagai bagian xml_submission_file dengan nama berkas.", "Send the XML as the part xml_submission_file with a file name.");

    public static readonly Problem NotASubmission = Bad("openrosa.not_a_submission",
        "Berkas kiriman bukan XML dengan id formulir.", "The submission file is no XML with a form's id.",
        "Kirim ulang dari aplikasi; bila berulang, laporkan kepada pengelola.", "Send it again from the app; if it goes on, tell the operator.");

    public static readonly Problem UnknownProject = Gone("openrosa.unknown_project",
        "Proyek {project} tidak dikenal.", "The project {project} is unknown.",
        "Pakai kode kabupaten tanpa titik, misalnya 3522.", "Use the regency's code without the dot, such as 3522.");

    public static readonly Problem UnknownForm = Gone("openrosa.unknown_form",
        "Formulir {form} tidak dikenal.", "The form {form} is unknown.",
        "Perbarui daftar formulir di aplikasi.", "Refresh the list of forms in the app.");

    public static readonly Problem UnknownVersion = Gone("openrosa.unknown_version",
        "Formulir {form} tidak punya versi {version}.", "The form {form} has no version {version}.",
        "Perbarui formulir di aplikasi; kiriman lama tetap diterima dengan versi yang pernah diterbitkan.",
        "Refresh the form in the app; older submissions are taken with any version that was ever published.");

    public static readonly Problem UnknownFile = Gone("openrosa.unknown_file",
        "Formulir tidak punya berkas {file}.", "The form has no file {file}.",
        "Perbarui formulir di aplikasi.", "Refresh the form in the app.");

    public static readonly Problem ProjectNotYours = new("openrosa.project_not_yours", StatusCodes.Status401Unauthorized,
        new("Bukan proyek Anda", "Not your project"),
        new("Kunci atau token ini tidak berlaku untuk proyek {project}.", "This key or token is not for the project {project}."),
        new("Pakai kode QR dari pengelola kabupaten ini.", "Use the QR code of this regency's operator."));

    public static readonly Problem OtherContent = new("openrosa.other_content", StatusCodes.Status409Conflict,
        new("Kiriman sudah diterima", "Taken before"),
        new("Kiriman {submission} sudah diterima dengan isi lain; yang ini disimpan untuk diperiksa.", "Submission {submission} was taken before with other content; this one is kept for review."),
        new("Jangan kirim ulang. Untuk memperbaiki isian, buka formulir yang sudah terkirim di aplikasi, pilih ubah, lalu kirim.",
            "Do not send it again. To correct answers, open the sent form in the app, choose edit, and send that."));

    public static readonly Problem BrokenXml = Kept("openrosa.broken_xml",
        "XML kiriman rusak.", "The submission's XML is broken.");

    public static readonly Problem NotOfTheForm = Kept("openrosa.not_of_the_form",
        "Kiriman memuat isian yang tidak ada di versi formulirnya.", "The submission holds fields that its version of the form does not have.");

    public static readonly Problem InvalidAnswers = Kept("openrosa.invalid_answers",
        "Ada jawaban yang tidak dapat diterima.", "Some answers cannot be taken.");

    private static Problem Bad(string code, string indonesian, string english, string todo, string toDo) => new(
        code, StatusCodes.Status400BadRequest, new("Kiriman OpenRosa tidak sah", "Bad OpenRosa request"), new(indonesian, english), new(todo, toDo));

    private static Problem Gone(string code, string indonesian, string english, string todo, string toDo) => new(
        code, StatusCodes.Status404NotFound, new("Tidak ditemukan", "Not found"), new(indonesian, english), new(todo, toDo));

    private static Problem Kept(string code, string indonesian, string english) => new(
        code, StatusCodes.Status422UnprocessableEntity, new("Kiriman disimpan untuk diperiksa", "Kept for review"), new(indonesian, english),
        new("Jangan kirim ulang; petugas akan memeriksanya.", "Do not send it again; a person will look at it."));
}
