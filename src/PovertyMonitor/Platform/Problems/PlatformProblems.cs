namespace PovertyMonitor.Platform.Problems;

/// <summary>What can be wrong with any request, whatever it is about.</summary>
internal static class PlatformProblems
{
    public static readonly Problem Unexpected = new(
        "platform.unexpected", StatusCodes.Status500InternalServerError,
        new("Kesalahan tak terduga", "Unexpected error"),
        new("Layanan gagal memproses permintaan ini.", "The service failed to process this request."),
        new("Kirim ulang nanti; kiriman dengan id yang sama tidak akan tercatat dua kali. Bila tetap gagal, laporkan traceId ini kepada pengelola.",
            "Send it again later; a submission with the same id is never recorded twice. If it keeps failing, report this traceId to the operator."));

    public static readonly Problem MalformedJson = new(
        "platform.malformed_json", StatusCodes.Status400BadRequest,
        new("JSON tidak terbaca", "Unreadable JSON"),
        new("Isi permintaan tidak terbaca di baris {line}, byte {position} ({path}).",
            "The body cannot be read at line {line}, byte {position} ({path})."),
        new("Perbaiki JSON di posisi itu: tata tulisnya, atau jenis nilainya menurut /openapi/v1.json.",
            "Correct the JSON at that position: its syntax, or the value's type as given in /openapi/v1.json."));

    public static readonly Problem BodyMissing = new(
        "platform.body_missing", StatusCodes.Status400BadRequest,
        new("Isi permintaan tidak ada", "Body missing"),
        new("Alamat ini membutuhkan isi permintaan.", "This address needs a body."),
        new("Kirim isi sebagai application/json.", "Send the body as application/json."));

    public static readonly Problem BadRequest = new(
        "platform.bad_request", StatusCodes.Status400BadRequest,
        new("Permintaan tidak sah", "Bad request"),
        new("Permintaan tidak lengkap atau tidak dapat ditafsirkan.", "The request is incomplete or cannot be interpreted."),
        new("Periksa alamat, parameter, dan isi permintaan menurut /openapi/v1.json.",
            "Check the address, the parameters and the body against /openapi/v1.json."));

    public static readonly Problem BadParameter = new(
        "platform.bad_parameter", StatusCodes.Status400BadRequest,
        new("Parameter tidak sah", "Bad parameter"),
        new("Parameter '{parameter}' tidak ada atau tidak dapat ditafsirkan.",
            "The parameter '{parameter}' is missing or cannot be interpreted."),
        new("Isi parameter itu dengan jenis nilai menurut /openapi/v1.json.",
            "Give that parameter a value of the type in /openapi/v1.json."));

    public static readonly Problem InvalidInput = new(
        "platform.invalid_input", StatusCodes.Status422UnprocessableEntity,
        new("Isian tidak sah", "Invalid input"),
        new("Ada {count} masalah pada isian.", "Problems in the input: {count}."),
        new("Perbaiki setiap isian yang disebut di 'errors', lalu kirim ulang.",
            "Correct each field named in 'errors' and send it again."));

    public static readonly Problem BodyTooLarge = new(
        "platform.body_too_large", StatusCodes.Status413PayloadTooLarge,
        new("Isi terlalu besar", "Body too large"),
        new("Isi permintaan melebihi {limit} byte.", "The body exceeds {limit} bytes."),
        new("Kirim dalam beberapa permintaan yang lebih kecil.", "Send it in several smaller requests."));

    public static readonly Problem BodyTooSlow = new(
        "platform.body_too_slow", StatusCodes.Status408RequestTimeout,
        new("Isi terlalu lambat datang", "Body too slow"),
        new("Isi permintaan tidak selesai diterima pada waktunya.", "The body did not arrive in time."),
        new("Kirim ulang bila sinyal lebih baik, atau dalam permintaan yang lebih kecil.",
            "Send it again with a better signal, or in smaller requests."));

    public static readonly Problem NotFound = new(
        "platform.not_found", StatusCodes.Status404NotFound,
        new("Alamat tidak dikenal", "Unknown address"),
        new("Tidak ada apa pun di alamat ini.", "There is nothing at this address."),
        new("Periksa alamatnya; semua alamat tercantum di /openapi/v1.json.",
            "Check the address; all addresses are listed in /openapi/v1.json."));

    public static readonly Problem MethodNotAllowed = new(
        "platform.method_not_allowed", StatusCodes.Status405MethodNotAllowed,
        new("Metode tidak berlaku", "Method not allowed"),
        new("Alamat ini tidak menerima {method}.", "This address does not take {method}."),
        new("Pakai metode yang disebut di kepala jawaban Allow.", "Use a method named in the answer's Allow header."));

    public static readonly Problem UnsupportedMediaType = new(
        "platform.unsupported_media_type", StatusCodes.Status415UnsupportedMediaType,
        new("Jenis isi tidak didukung", "Unsupported media type"),
        new("Alamat ini tidak menerima Content-Type '{type}'.", "This address does not take the Content-Type '{type}'."),
        new("Kirim isi sebagai application/json.", "Send the body as application/json."));

    public static readonly Problem UnsupportedEncoding = new(
        "platform.unsupported_encoding", StatusCodes.Status415UnsupportedMediaType,
        new("Pemampatan isi tidak didukung", "Unsupported content encoding"),
        new("Layanan ini tidak menerima Content-Encoding '{encoding}'.", "This service does not take the Content-Encoding '{encoding}'."),
        new("Kirim tanpa pemampatan, atau pakai salah satu: {known}.", "Send it uncompressed, or use one of: {known}."));

    public static readonly Problem Busy = new(
        "platform.busy", StatusCodes.Status429TooManyRequests,
        new("Layanan sedang sibuk", "The service is busy"),
        new("Terlalu banyak permintaan sedang dikerjakan; yang ini tidak diproses.", "Too many requests are being worked on; this one was not processed."),
        new("Kirim ulang sesudah waktu di kepala jawaban Retry-After.", "Send it again after the time in the answer's Retry-After header."));

    public static readonly Problem Stalled = new(
        "platform.stalled", StatusCodes.Status503ServiceUnavailable,
        new("Layanan tersendat", "The service stalled"),
        new("Layanan terlalu sibuk untuk menyelesaikan permintaan ini; tidak ada yang tercatat.", "The service was too busy to finish this request; nothing was recorded."),
        new("Kirim ulang sesudah waktu di kepala jawaban Retry-After.", "Send it again after the time in the answer's Retry-After header."));

    public static readonly Problem UnknownProblem = new(
        "platform.unknown_problem_code", StatusCodes.Status404NotFound,
        new("Kode masalah tidak dikenal", "Unknown problem code"),
        new("Tidak ada masalah dengan kode ini.", "There is no problem with this code."),
        new("Semua kode tercantum di /problems.", "All codes are listed at /problems."));
}
