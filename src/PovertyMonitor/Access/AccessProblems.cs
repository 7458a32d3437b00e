using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Access;

/// <summary>Why a caller is turned away.</summary>
internal static class AccessProblems
{
    public static readonly Problem TokenMissing = new(
        "access.token_missing", StatusCodes.Status401Unauthorized,
        new("Token tidak ada", "Token missing"),
        new("Alamat ini hanya untuk pemanggil yang dikenal.", "This address is for known callers only."),
        new("Sertakan kepala 'Authorization: Bearer <token>'.", "Send the header 'Authorization: Bearer <token>'."));

    public static readonly Problem TokenInvalid = new(
        "access.token_invalid", StatusCodes.Status401Unauthorized,
        new("Token tidak sah", "Token invalid"),
        new("Token tidak dapat diterima.", "The token cannot be accepted."),
        new("Minta token baru dari penerbit yang dipakai layanan ini, dengan peran dan wilayah yang benar.",
            "Get a new token from the issuer this service uses, with the right role and area."));

    public static readonly Problem TokenExpired = new(
        "access.token_expired", StatusCodes.Status401Unauthorized,
        new("Token kedaluwarsa", "Token expired"),
        new("Masa berlaku token sudah lewat atau belum mulai.", "The token's time is over or has not begun."),
        new("Minta token baru dan kirim ulang; periksa jam perangkat.",
            "Get a new token and send again; check the device's clock."));

    public static readonly Problem IssuerUnreachable = new(
        "access.issuer_unreachable", StatusCodes.Status503ServiceUnavailable,
        new("Penerbit token tidak terjangkau", "Token issuer out of reach"),
        new("Token tidak dapat diperiksa karena penerbitnya tidak terjangkau.",
            "The token cannot be checked because its issuer is out of reach."),
        new("Kirim ulang nanti dengan token yang sama; bila berlanjut, hubungi pengelola.",
            "Send it again later with the same token; if it goes on, tell the operator."));

    public static readonly Problem RoleNotAllowed = new(
        "access.role_not_allowed", StatusCodes.Status403Forbidden,
        new("Peran tidak diizinkan", "Role not allowed"),
        new("Alamat ini tidak terbuka bagi peran '{role}'.", "This address is not open to the role '{role}'."),
        new("Gunakan token dengan salah satu peran ini: {allowed}.", "Use a token with one of these roles: {allowed}."));

    public static readonly Problem AreaNotAllowed = new(
        "access.area_not_allowed", StatusCodes.Status403Forbidden,
        new("Wilayah tidak diizinkan", "Area not allowed"),
        new("Wilayah {area} di luar wilayah kerja pemanggil.", "The area {area} is outside the caller's area of work."),
        new("Periksa kode wilayah, atau minta token yang mencakup wilayah itu.",
            "Check the area code, or get a token that covers that area."));

    public static readonly Problem OtherOrigin = new(
        "access.other_origin", StatusCodes.Status403Forbidden,
        new("Dari halaman lain", "From another page"),
        new("Permintaan ini datang dari halaman situs lain.", "This request comes from a page of another site."),
        new("Buka halaman ini sendiri, lalu tekan tombolnya di sana.", "Open this service's own page and press the button there."));

    public static readonly Problem KeyMalformed = new(
        "access.key_malformed", StatusCodes.Status401Unauthorized,
        new("Kunci perangkat tidak sah", "Device key malformed"),
        new("Kunci di alamat ini bukan kunci perangkat.", "The key in this address is no device key."),
        new("Pindai lagi kode QR perangkat dari pengelola.", "Scan the device's QR code from the operator again."));

    public static readonly Problem KeyUnknown = new(
        "access.key_unknown", StatusCodes.Status403Forbidden,
        new("Kunci perangkat tidak berlaku", "Device key not valid"),
        new("Kunci perangkat ini tidak dikenal atau sudah dicabut.", "This device key is unknown or was revoked."),
        new("Minta kode QR baru kepada pengelola; isian di ponsel tetap aman.", "Ask the operator for a new QR code; what is on the phone stays safe."));

    public static readonly Problem PasswordWrong = new(
        "access.password_wrong", StatusCodes.Status401Unauthorized,
        new("Nama perangkat atau kata sandi salah", "Wrong device name or password"),
        new("Nama perangkat dan kata sandi tidak cocok, atau kuncinya sudah dicabut.", "The device's name and password don't match, or its key was revoked."),
        new("Pakai kode perangkat sebagai nama dan kunci perangkat sebagai kata sandi.", "Use the device's code as the name and its key as the password."));

    public static readonly Problem DeviceTaken = new(
        "access.device_taken", StatusCodes.Status409Conflict,
        new("Kode perangkat sudah dipakai", "Device code taken"),
        new("Perangkat {device} sudah punya kunci yang berlaku.", "The device {device} has a valid key."),
        new("Cabut kunci itu dulu, atau pakai kode lain.", "Revoke that key first, or use another code."));

    public static readonly Problem DeviceUnknown = new(
        "access.device_unknown", StatusCodes.Status404NotFound,
        new("Perangkat tidak dikenal", "Unknown device"),
        new("Tidak ada perangkat {device} dengan kunci yang berlaku.", "There is no device {device} with a valid key."),
        new("Lihat daftar perangkat di /api/devices.", "See the list of devices at /api/devices."));

    public static readonly Problem InvalidDevice = new(
        "access.invalid_device", StatusCodes.Status422UnprocessableEntity,
        new("Data perangkat belum benar", "The device is not described rightly"),
        new("{count} isian perlu diperbaiki.", "Fields to correct: {count}."),
        new("Perbaiki isian yang disebut.", "Correct the fields named."));

    public static readonly Problem InvalidDeviceField = new(
        "access.invalid_device_field", StatusCodes.Status422UnprocessableEntity,
        new("Isian belum benar", "The field is not right yet"),
        new("Isian ini tidak dapat diterima.", "This entry can't be taken."),
        new("Isi dengan {expected}.", "Give {expected}."));

    public static readonly Problem UnknownVillage = new(
        "access.unknown_village", StatusCodes.Status422UnprocessableEntity,
        new("Desa tidak dikenal", "Unknown village"),
        new("Desa ini tidak ada dalam daftar wilayah.", "The register has no such village."),
        new("Periksa kodenya; daftar wilayah ada di /api/areas?parent={regency}.", "Check the code; the areas are listed at /api/areas?parent={regency}."));
}
