using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Commitments.Revisions;

/// <summary>Why something about a revision is refused, and what to do instead.</summary>
internal static class RevisionProblems
{
    public static readonly Problem PlanNotAgreed = new(
        "commitment.plan_not_agreed", StatusCodes.Status409Conflict,
        new("Rencana aksi belum disepakati", "The action plan is not agreed yet"),
        new("Rencana aksi {plan} belum disepakati, jadi belum ada yang direvisi.", "The action plan {plan} is not agreed yet, so there is nothing to revise."),
        new("Tetapkan indikatornya langsung dengan PUT.", "Define the indicator itself with PUT."));

    public static readonly Problem AlreadyRevised = new(
        "commitment.already_revised", StatusCodes.Status409Conflict,
        new("Sudah direvisi", "Already revised"),
        new("Usulan ini mengubah versi {revises} dari {code}, yang berlaku kini versi {version}.", "The proposal revises version {revises} of {code}, but version {version} stands."),
        new("Baca versi yang berlaku lalu usulkan lagi dengan revises = {version}.", "Read the version that stands and propose again with revises = {version}."));

    public static readonly Problem RevisionOpen = new(
        "commitment.revision_open", StatusCodes.Status409Conflict,
        new("Ada revisi yang menunggu", "A revision is waiting"),
        new("Revisi {revision} atas {code} masih menunggu persetujuan.", "Revision {revision} of {code} still waits for assent."),
        new("Setujui, tolak, atau tarik dulu revisi itu.", "Assent to it, refuse it or take it back first."));

    public static readonly Problem NothingRevised = new(
        "commitment.nothing_revised", StatusCodes.Status422UnprocessableEntity,
        new("Tidak ada yang berubah", "Nothing would change"),
        new("Usulan ini sama dengan {code} yang berlaku.", "The proposal is the same as {code} that stands."),
        new("Ubah target, ungkapan, atau keterangannya.", "Change a target, the expression or the metadata."));

    public static readonly Problem UnknownRevision = new(
        "commitment.unknown_revision", StatusCodes.Status404NotFound,
        new("Revisi tidak dikenal", "Unknown revision"),
        new("Komitmen {number} tidak memuat revisi {revision}.", "Commitment {number} has no revision {revision}."),
        new("Nomornya ada di GET /api/plans/{plan}/commitments/{number}/revisions.", "The numbers are at GET /api/plans/{plan}/commitments/{number}/revisions."));

    public static readonly Problem AlreadyAssented = new(
        "commitment.already_assented", StatusCodes.Status409Conflict,
        new("Sudah disetujui pihak ini", "This side has assented"),
        new("Pihak {side} sudah menyetujui revisi {revision} pada {since}.", "The side {side} assented to revision {revision} at {since}."),
        new("Tunggu persetujuan pihak lain.", "Wait for the other side's assent."));

    public static readonly Problem RevisionClosed = new(
        "commitment.revision_closed", StatusCodes.Status409Conflict,
        new("Revisi sudah selesai", "The revision is closed"),
        new("Revisi {revision} sudah {state} dan tidak berubah lagi.", "Revision {revision} is {state} and does not change any more."),
        new("Usulkan revisi baru.", "Propose another revision."));

    public static readonly Problem NotYours = new(
        "commitment.not_your_revision", StatusCodes.Status409Conflict,
        new("Bukan usulan pihak ini", "Not this side's proposal"),
        new("Revisi {revision} diusulkan pihak {side}; hanya pihak itu yang dapat menariknya.", "Revision {revision} was proposed by the side {side}; only that side can take it back."),
        new("Tolak revisi itu dengan alasan.", "Refuse the revision, with a reason."));
}
