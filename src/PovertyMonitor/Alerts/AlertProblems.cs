using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Alerts;

/// <summary>What can be wrong with what is asked of alerts, or done about them.</summary>
internal static class AlertProblems
{
    public static readonly Problem Unknown = new(
        "alert.unknown", StatusCodes.Status404NotFound,
        new("Peringatan tidak dikenal", "Unknown alert"),
        new("Tidak ada peringatan {alert} bagi Anda.", "There is no alert {alert} for you."),
        new("Lihat daftar peringatan Anda di /api/alerts.", "See the list of your alerts at /api/alerts."));

    public static readonly Problem Settled = new(
        "alert.settled", StatusCodes.Status409Conflict,
        new("Peringatan sudah selesai", "The alert is settled"),
        new("Peringatan {alert} sudah berstatus {state}.", "The alert {alert} stands at {state} already."),
        new("Buka kembali dengan POST /api/alerts/{alert}/reopening bila masih perlu; yang ditarik tidak dapat dibuka.",
            "Open it again with POST /api/alerts/{alert}/reopening if it is still needed; one that was withdrawn can't be."));

    public static readonly Problem WasNoFalseAlarm = new(
        "alert.was_no_false_alarm", StatusCodes.Status409Conflict,
        new("Bukan alarm palsu", "Not a false alarm"),
        new("Peringatan {alert} berstatus {state}, bukan alarm palsu.", "The alert {alert} stands at {state}, not at falseAlarm."),
        new("Buka kembali dengan alasan closedTooEarly.", "Open it again with the reason closedTooEarly."));

    public static readonly Problem ChangedSince = new(
        "alert.changed", StatusCodes.Status412PreconditionFailed,
        new("Peringatan sudah berubah", "The alert has changed"),
        new("Peringatan {alert} sudah diubah orang lain dan kini {state}.", "Somebody else has changed the alert {alert}; it stands at {state}."),
        new("Baca lagi, lalu kirim ulang dengan ETag yang baru bila masih perlu.", "Read it again and send anew with the new ETag if it is still needed."));

    public static readonly Problem NoHousehold = new(
        "alert.no_household", StatusCodes.Status409Conflict,
        new("Bukan tentang rumah tangga", "Not about a household"),
        new("Peringatan {alert} tidak tentang satu rumah tangga.", "The alert {alert} is not about one household."),
        new("Selesaikan langsung dengan POST /api/alerts/{alert}/resolution.", "Resolve it directly with POST /api/alerts/{alert}/resolution."));

    public static readonly Problem NoSuchHelp = new(
        "alert.no_such_help", StatusCodes.Status409Conflict,
        new("Bantuan belum tercatat", "The help is not recorded"),
        new("Rumah tangga itu tidak punya bantuan atau rujukan {help}.", "The household has no assistance or referral {help}."),
        new("Catat dulu pada rumah tangganya, atau sertakan rujukannya di sini.", "Record it at the household first, or give the referral here."));

    public static readonly Problem Invalid = new(
        "alert.invalid", StatusCodes.Status422UnprocessableEntity,
        new("Isian belum benar", "The entry is not right yet"),
        new("{count} isian perlu diperbaiki.", "Fields to correct: {count}."),
        new("Perbaiki isian yang disebut lalu kirim ulang.", "Correct the fields named and send it again."));

    public static readonly Problem InvalidField = new(
        "alert.invalid_field", StatusCodes.Status422UnprocessableEntity,
        new("Isian belum benar", "The field is not right yet"),
        new("Isian ini tidak dapat diterima.", "This entry can't be taken."),
        new("Isi dengan {expected}.", "Give {expected}."));

    public static readonly Problem UnknownState = new(
        "alert.unknown_state", StatusCodes.Status400BadRequest,
        new("Status tidak dikenal", "Unknown state"),
        new("Tidak ada status '{state}'.", "There is no state '{state}'."),
        new("Isi dengan salah satu: {known}.", "Give one of: {known}."));

    public static readonly Problem UnknownKind = new(
        "alert.unknown_kind", StatusCodes.Status400BadRequest,
        new("Jenis tidak dikenal", "Unknown kind"),
        new("Tidak ada aturan '{kind}'.", "There is no rule '{kind}'."),
        new("Isi dengan salah satu: {known}.", "Give one of: {known}."));

    public static readonly Problem UnknownPlace = new(
        "alert.unknown_place", StatusCodes.Status400BadRequest,
        new("Wilayah tidak terdaftar", "Area not in the register"),
        new("Wilayah '{area}' tidak ada dalam register kabupaten ini.", "The area '{area}' is not in this regency's register."),
        new("Isi kode kecamatan atau desa dari /api/areas.", "Give a district's or a village's code from /api/areas."));

    public static readonly Problem NotDead = new(
        "alert.not_dead", StatusCodes.Status409Conflict,
        new("Bukan kiriman mati", "Not a dead letter"),
        new("Kiriman {delivery} berstatus {state}.", "The delivery {delivery} stands at {state}."),
        new("Hanya kiriman yang sudah menyerah dapat dikirim ulang.", "Only a delivery that was given up can be replayed."));
}
