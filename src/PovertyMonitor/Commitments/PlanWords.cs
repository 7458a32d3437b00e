using PovertyMonitor.Commitments.Assessments;
using PovertyMonitor.Commitments.Indicators;
using PovertyMonitor.Commitments.Plans;
using PovertyMonitor.Commitments.Revisions;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Commitments;

/// <summary>What happened to a plan, in a sentence.</summary>
internal static class PlanWords
{
    public static Text Of(IPlanEvent happened) => happened switch
    {
        PlanOpened e => new($"Rencana {e.Plan} dibuka.", $"The plan {e.Plan} was opened."),
        SubmissionDeadlineSet e => new($"Batas pengajuan menjadi {e.Deadline:uuuu-MM-dd}.", $"The submission deadline became {e.Deadline:uuuu-MM-dd}."),
        ProposalMade e => new($"Usulan {e.Number} diajukan.", $"Proposal {e.Number} was made."),
        ProposalDecided e => new($"Usulan {e.Number} diputuskan.", $"Proposal {e.Number} was decided."),
        CommitmentDescribed e => new($"Komitmen {e.Commitment} diuraikan.", $"Commitment {e.Commitment} was described."),
        CommitmentAdoptedNationally e => new($"Komitmen {e.Commitment} diadopsi secara nasional.", $"Commitment {e.Commitment} was adopted nationally."),
        PlanSubmitted => new("Rencana disepakati dan diajukan.", "The plan was agreed and submitted."),
        MilestoneSet e => new($"Tonggak {e.Code} ditetapkan.", $"Milestone {e.Code} was set."),
        MilestoneReported e => new($"Kemajuan tonggak {e.Code} dilaporkan.", $"Milestone {e.Code} was reported on."),
        MeetingScheduled e => new($"Pertemuan teknis {e.Number} dijadwalkan.", $"Technical meeting {e.Number} was scheduled."),
        MeetingHeld e => new($"Hasil pertemuan teknis {e.Number} dicatat.", $"Technical meeting {e.Number}'s result was recorded."),
        IndicatorDefined e => new($"Indikator {e.Definition.Code} ditetapkan.", $"Indicator {e.Definition.Code} was defined."),
        IndicatorValueReported e => new($"Nilai {e.Code} per {e.On:uuuu-MM-dd} dilaporkan.", $"A value of {e.Code} of {e.On:uuuu-MM-dd} was reported."),
        RevisionProposed e => new($"Revisi {e.Revision} atas {e.Definition.Code} diusulkan.", $"Revision {e.Revision} of {e.Definition.Code} was proposed."),
        RevisionAssented { Side: Side.Agency } e => new($"Pemerintah menyetujui revisi {e.Revision}.", $"The agency assented to revision {e.Revision}."),
        RevisionAssented e => new($"Mitra menyetujui revisi {e.Revision}.", $"The partner assented to revision {e.Revision}."),
        RevisionRefused e => new($"Revisi {e.Revision} ditolak.", $"Revision {e.Revision} was refused."),
        RevisionWithdrawn e => new($"Revisi {e.Revision} ditarik kembali.", $"Revision {e.Revision} was taken back."),
        CommitmentAssessed e => new($"Komitmen {e.Commitment} dinilai.", $"Commitment {e.Commitment} was assessed."),
        AchievementReported => new("Capaian keseluruhan dilaporkan.", "The overall achievement was reported."),
        _ => throw new ArgumentOutOfRangeException(nameof(happened), happened, "An event without words."),
    };
}
