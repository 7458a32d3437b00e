using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Commitments.Plans;

/// <summary>Why something about an action plan is refused, and what to do instead.</summary>
internal static class PlanProblems
{
    public static readonly Problem PlanExists = new(
        "commitment.plan_exists", StatusCodes.Status409Conflict,
        new("Rencana aksi sudah ada", "The action plan exists"),
        new("Rencana aksi {plan} sudah dibuka dengan isi lain.", "The action plan {plan} was opened with another content."),
        new("Lihat /api/commitments?plan={plan}, atau pilih tahun lain.", "See /api/commitments?plan={plan}, or choose other years."));

    public static readonly Problem PlanAgreed = new(
        "commitment.plan_agreed", StatusCodes.Status409Conflict,
        new("Rencana aksi sudah disepakati", "The action plan is agreed"),
        new("Rencana aksi {plan} sudah disepakati; usulan tidak diterima atau diputuskan lagi.", "The action plan {plan} is agreed; proposals are neither taken nor decided any more."),
        new("Ubah indikator dan target lewat revisi, atau usulkan untuk rencana berikutnya.", "Change indicators and targets by revision, or propose for the next plan."));

    public static readonly Problem UnknownProposal = new(
        "commitment.unknown_proposal", StatusCodes.Status404NotFound,
        new("Usulan tidak dikenal", "Unknown proposal"),
        new("Rencana aksi {plan} tidak memuat usulan nomor {number}.", "The action plan {plan} has no proposal number {number}."),
        new("Nomornya tercantum di /api/commitments?plan={plan}.", "The numbers are listed at /api/commitments?plan={plan}."));

    public static readonly Problem ProposalDecidedBefore = new(
        "commitment.proposal_decided", StatusCodes.Status409Conflict,
        new("Usulan sudah diputuskan", "The proposal is decided"),
        new("Usulan {number} sudah diputuskan dengan hasil atau alasan lain.", "Proposal {number} was decided with another outcome or reason."),
        new("Ajukan usulan baru bila perlu.", "Make a new proposal if need be."));

    public static readonly Problem ProposalNotKept = new(
        "commitment.proposal_not_kept", StatusCodes.Status422UnprocessableEntity,
        new("Usulan tidak dipakai", "The proposal is not kept"),
        new("Usulan {number} tidak ada, belum diputuskan, atau tidak diterima.", "Proposal {number} does not exist, is not decided, or was dropped."),
        new("Putuskan dulu: kept, dengan alasan.", "Decide it first: kept, with a reason."));

    public static readonly Problem NotReady = new(
        "commitment.plan_not_ready", StatusCodes.Status409Conflict,
        new("Rencana aksi belum siap diajukan", "The action plan is not ready"),
        new("Belum diputuskan: usulan {undecided}. Diterima tetapi belum menjadi komitmen: usulan {unused}.", "Not decided: proposals {undecided}. Kept but in no commitment: proposals {unused}."),
        new("Putuskan setiap usulan dan uraikan komitmen dari yang diterima, sedikitnya satu.", "Decide every proposal and describe commitments from those kept, at least one."));

    public static readonly Problem UnknownMilestone = new(
        "commitment.unknown_milestone", StatusCodes.Status404NotFound,
        new("Tonggak tidak dikenal", "Unknown milestone"),
        new("Komitmen {number} tidak memuat tonggak {code}.", "Commitment {number} has no milestone {code}."),
        new("Tetapkan dulu dengan PUT.", "Set it first with PUT."));

    public static readonly Problem UnknownMeeting = new(
        "commitment.unknown_meeting", StatusCodes.Status404NotFound,
        new("Pertemuan tidak dikenal", "Unknown meeting"),
        new("Rencana aksi {plan} tidak memuat pertemuan nomor {number}.", "The action plan {plan} has no meeting number {number}."),
        new("Jadwalkan dulu dengan POST /api/plans/{plan}/meetings.", "Schedule it first with POST /api/plans/{plan}/meetings."));

    public static readonly Problem MeetingHeldBefore = new(
        "commitment.meeting_held", StatusCodes.Status409Conflict,
        new("Hasil pertemuan sudah dicatat", "The meeting's result is recorded"),
        new("Pertemuan {number} sudah dicatat dengan hasil lain.", "Meeting {number} was recorded with another result."),
        new("Jadwalkan pertemuan berikutnya untuk kesepakatan yang baru.", "Schedule another meeting for what is agreed anew."));

    public static readonly Problem UnknownEvidence = new(
        "commitment.unknown_evidence", StatusCodes.Status422UnprocessableEntity,
        new("Berkas bukti tidak dikenal", "Unknown evidence file"),
        new("Tidak ada berkas dengan sidik ini.", "There is no file with this hash."),
        new("Unggah dulu dengan POST /api/evidence; jawabannya memuat sidiknya.", "Upload it first with POST /api/evidence; its answer holds the hash."));
}
