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
}
