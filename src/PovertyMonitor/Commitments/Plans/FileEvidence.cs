using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Commitments.Plans;

/// <summary>POST /api/evidence and GET /api/evidence/{sha256}: files that show that a value or a milestone is so.</summary>
internal static class FileEvidence
{
    /// <summary>The largest file taken, in bytes.</summary>
    public const int MostBytes = 10 * 1024 * 1024;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/evidence", KeepAsync)
            .AllowRoles(CommitmentRoles.Sides)
            .WithName("FileEvidence")
            .WithSummary("Keeps a file of up to 10 MiB (PDF, JPEG, PNG, or an office document) sealed, and answers its SHA-256, by which evidence names it. The body is the file itself.")
            .Produces<EvidenceFile>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status413PayloadTooLarge).ProducesProblem(StatusCodes.Status415UnsupportedMediaType);
        api.MapGet("/evidence/{sha256}", GetAsync)
            .AllowRoles(CommitmentRoles.Readers)
            .WithName("GetEvidence")
            .WithSummary("A file kept as evidence, byte by byte as it came.")
            .Produces(StatusCodes.Status200OK, contentType: "application/pdf")
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> KeepAsync(Caller caller, HttpRequest request, EvidenceFiles files, CancellationToken ct)
    {
        if (await ReadAsync(request, ct) is not { } bytes) return EvidenceProblems.TooLarge.Result(("limit", MostBytes));
        if (EvidenceFiles.TypeOf(bytes) is not { } mediaType) return EvidenceProblems.NotTaken.Result();
        var sha256 = await files.KeepAsync(caller.Regency!, mediaType, bytes, ct);
        return Results.Created($"/api/evidence/{sha256}", new EvidenceFile(sha256, mediaType, bytes.Length));
    }

    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > MostBytes) return null;
        using var body = new MemoryStream();
        var buffer = new byte[81920];
        for (int read; (read = await request.Body.ReadAsync(buffer, ct)) > 0;)
        {
            body.Write(buffer, 0, read);
            if (body.Length > MostBytes) return null;
        }
        return body.ToArray();
    }

    private static async Task<IResult> GetAsync(string sha256, Caller caller, EvidenceFiles files, HttpResponse response, CancellationToken ct)
    {
        if (await files.ReadAsync(caller.Regency!, sha256, ct) is not { } file) return EvidenceProblems.NotFound.Result();
        // It came from anywhere: no browser may take it for a page of this service.
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers.ContentDisposition = "attachment";
        response.Headers.ContentSecurityPolicy = "sandbox";
        return Results.Bytes(file.Bytes, file.MediaType);
    }
}

/// <summary>A file that was kept.</summary>
/// <param name="Sha256">Its hash, by which evidence names it.</param>
/// <param name="MediaType">What it is.</param>
/// <param name="Size">Its size in bytes.</param>
internal sealed record EvidenceFile(string Sha256, string MediaType, int Size);

/// <summary>Why a file is refused.</summary>
internal static class EvidenceProblems
{
    public static readonly Problem TooLarge = new(
        "commitment.evidence_too_large", StatusCodes.Status413PayloadTooLarge,
        new("Berkas terlalu besar", "The file is too large"),
        new("Berkas melebihi {limit} byte.", "The file exceeds {limit} bytes."),
        new("Perkecil berkasnya, atau beri tautan.", "Make the file smaller, or give a link."));

    public static readonly Problem NotTaken = new(
        "commitment.evidence_not_taken", StatusCodes.Status415UnsupportedMediaType,
        new("Jenis berkas tidak diterima", "The kind of file is not taken"),
        new("Isi berkas bukan PDF, JPEG, PNG, atau dokumen kantor.", "The content is no PDF, JPEG, PNG or office document."),
        new("Simpan sebagai PDF lalu kirim isinya sebagai badan permintaan.", "Save it as PDF and send its content as the body."));

    public static readonly Problem NotFound = new(
        "commitment.evidence_not_found", StatusCodes.Status404NotFound,
        new("Berkas tidak ada", "No such file"),
        new("Tidak ada berkas bukti dengan sidik ini.", "There is no evidence file with this hash."),
        new("Periksa sidik SHA-256-nya, 64 huruf kecil dan angka.", "Check the SHA-256 hash, 64 small letters and digits."));
}
