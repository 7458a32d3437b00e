using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Alerts;

/// <summary>What can be wrong with rules, audiences, receivers and the baseline as they are stated.</summary>
internal static class SettingsProblems
{
    public static readonly Problem PersonalText = new(
        "alert.personal_text", StatusCodes.Status422UnprocessableEntity,
        new("Memuat data pribadi", "Holds personal data"),
        new("Teks ini memuat angka yang mirip NIK, nomor KK, atau nomor telepon, atau alamat surel.", "The text holds what looks like a NIK, a family card or a phone number, or an e-mail address."),
        new("Hapus nomor atau alamat itu: teks ini ikut keluar bersama setiap peringatan.", "Take that number or address out: the text goes out with every alert."));

    public static readonly Problem NotForAudience = new(
        "alert.not_for_audience", StatusCodes.Status422UnprocessableEntity,
        new("Bukan untuk penerima itu", "Not for that audience"),
        new("Peran {roles} dalam '{audience}' atau eskalasinya tidak boleh membaca rumah tangga dari aturan ini.",
            "The roles {roles} in '{audience}', or whom it is escalated to, may not read the households of this rule."),
        new("Rumah tangga hanya untuk dinsos dan district; untuk kematian anak dan aturan kesehatan dengan syarat bawaan juga dinkes, puskesmas, dan dp3akb.",
            "Households are for dinsos and district; of a child's death, and of rules about health with a shipped condition, also for dinkes, puskesmas and dp3akb."));

    public static readonly Problem AddressInside = new(
        "alert.address_inside", StatusCodes.Status422UnprocessableEntity,
        new("Alamat di jaringan sendiri", "Address in the own network"),
        new("Alamat {host} bukan alamat internet publik.", "The address {host} is not one of the public internet."),
        new("Isi alamat publik, atau minta pengelola server menambah jaringannya pada PovertyMonitor:Alerts:AllowedNetworks.",
            "Give a public address, or have whoever runs the server add its network to PovertyMonitor:Alerts:AllowedNetworks."));

    public static readonly Problem UnknownRound = new(
        "alert.unknown_round", StatusCodes.Status422UnprocessableEntity,
        new("Putaran tidak dikenal", "Unknown round"),
        new("Putaran '{round}' belum pernah dibuka, dirancang, atau disurvei (yang dikenal: {known}).", "The round '{round}' was never opened, designed or surveyed (known: {known})."),
        new("Buka atau rancang dulu putaran itu, atau isi null bila tidak boleh ada mode dasar.", "Open or design the round first, or give null for no baseline mode."));

    public static readonly Problem UnknownArea = new(
        "alert.unknown_area", StatusCodes.Status422UnprocessableEntity,
        new("Wilayah tidak terdaftar", "Area not in the register"),
        new("Wilayah '{area}' tidak ada dalam register kabupaten ini.", "The area '{area}' is not in this regency's register."),
        new("Isi kode kecamatan atau desa dari /api/areas, atau kosongkan untuk semua.", "Give a district's or a village's code from /api/areas, or leave it out for all."));

    public static readonly Problem SettingsChanged = new(
        "alert.settings_changed", StatusCodes.Status412PreconditionFailed,
        new("Pengaturan sudah berubah", "The settings have changed"),
        new("Orang lain sudah mengubah pengaturan peringatan.", "Somebody else has changed the settings of alerts."),
        new("Baca lagi, lalu kirim ulang dengan ETag yang baru bila masih perlu.", "Read them again and send anew with the new ETag if it is still needed."));

    public static readonly Problem UnknownSetting = new(
        "alert.unknown_setting", StatusCodes.Status404NotFound,
        new("Tidak dikenal", "Unknown"),
        new("Tidak ada {what} dengan kode {code}.", "There is no {what} of the code {code}."),
        new("Yang dikenal: {known}.", "Known: {known}."));

    public static readonly Problem NotAPlace = new(
        "alert.not_a_place", StatusCodes.Status422UnprocessableEntity,
        new("Tempat isian tidak dikenal", "Not a place to fill"),
        new("Teks ini memuat {found}, yang akan keluar begitu saja.", "The text holds {found}, which would go out as it stands."),
        new("Tulis salah satu dari {known}, tanpa spasi di dalam kurung kurawal, atau hapus kurungnya.", "Write one of {known}, without blanks within the braces, or take the braces out."));

    public static readonly Problem NoPlaceInNames = new(
        "alert.no_place_in_names", StatusCodes.Status422UnprocessableEntity,
        new("Tidak diisi di nama", "Not filled in names"),
        new("Nama ini memuat {found}, yang akan keluar begitu saja.", "The name holds {found}, which would go out as it stands."),
        new("Hapus kurung kurawalnya: di nama tidak ada yang diisi, hanya di teks.", "Take the braces out: nothing is filled in a name, only in a text."));

    public static readonly Problem NotReplaceable = new(
        "alert.not_replaceable", StatusCodes.Status422UnprocessableEntity,
        new("Tidak dapat digantikan", "Not a rule to take the place of"),
        new("'{replaced}' bukan aturan becomesPoor dengan penerima '{audience}', atau aturan ini sendiri bukan becomesPoor.",
            "'{replaced}' is no rule of kind becomesPoor for the audience '{audience}', or this one is not of that kind itself."),
        new("Isi null, atau bila aturan ini becomesPoor salah satu dari: {known}.", "Give null or, where this rule is of kind becomesPoor, one of: {known}."));

    public static readonly Problem Circle = new(
        "alert.circle", StatusCodes.Status422UnprocessableEntity,
        new("Melingkar", "A circle"),
        new("{chain}: melingkar, sehingga tidak ada ujungnya.", "{chain}: a circle, which has no end."),
        new("Isi null, atau ubah dulu '{last}', yang menunjuk kembali ke '{code}'.", "Give null, or first change '{last}', which leads back to '{code}'."));

    public static readonly Problem OtherCode = new(
        "alert.other_code", StatusCodes.Status422UnprocessableEntity,
        new("Kodenya berbeda", "Another code"),
        new("Alamat menyebut '{code}', isinya kode lain.", "The address says '{code}', the content another code."),
        new("Samakan keduanya, atau hapus dari isinya.", "Make both the same, or leave it out of the content."));
}
