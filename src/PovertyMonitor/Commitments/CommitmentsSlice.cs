using Marten;
using PovertyMonitor.Commitments.Assessments;
using PovertyMonitor.Commitments.Indicators;
using PovertyMonitor.Commitments.Plans;
using PovertyMonitor.Commitments.Revisions;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Commitments;

/// <summary>The action plans, their commitments and how their indicators stand.</summary>
internal static class CommitmentsSlice
{
    /// <summary>The events of action plans.</summary>
    public static IReadOnlyList<Type> EventTypes { get; } =
    [
        typeof(ActionPlanAgreed), typeof(PlanOpened), typeof(SubmissionDeadlineSet), typeof(ProposalMade), typeof(ProposalDecided), typeof(CommitmentDescribed),
        typeof(CommitmentAdoptedNationally), typeof(PlanSubmitted), typeof(MilestoneSet), typeof(MilestoneReported), typeof(MeetingScheduled), typeof(MeetingHeld),
        typeof(IndicatorDefined), typeof(IndicatorValueReported), typeof(RevisionProposed), typeof(RevisionAssented), typeof(RevisionRefused), typeof(RevisionWithdrawn),
        typeof(CommitmentAssessed), typeof(AchievementReported),
    ];

    /// <summary>Adds the plans' readers and their seed.</summary>
    public static IServiceCollection AddCommitments(this IServiceCollection services)
    {
        services.ConfigureMarten(options =>
        {
            options.Events.AddEventTypes(EventTypes);
            options.Storage.ExtendedSchemaObjects.Add(EvidenceFiles.In(options.DatabaseSchemaName));
        });
        return services.AddSingleton<PlanReader>().AddSingleton<FactsReader>().AddSingleton<EvidenceFiles>().AddSingleton<ISeed, ActionPlanSeed>();
    }

    /// <summary>Maps the endpoints below <c>/api</c>.</summary>
    public static void MapCommitments(this IEndpointRouteBuilder api)
    {
        ListCommitments.Map(api);
        GetCommitment.Map(api);
        ListIndicators.Map(api);
        GetIndicator.Map(api);
        GetAchievement.Map(api);
        ListPlans.Map(api);
        OpenPlan.Map(api);
        SetDeadline.Map(api);
        MakeProposal.Map(api);
        DecideProposal.Map(api);
        DescribeCommitment.Map(api);
        AdoptNationally.Map(api);
        SubmitPlan.Map(api);
        SetMilestone.Map(api);
        ReportMilestone.Map(api);
        ScheduleMeeting.Map(api);
        HoldMeeting.Map(api);
        ExportPlan.Map(api);
        FileEvidence.Map(api);
        DefineIndicator.Map(api);
        ReportValue.Map(api);
        ProposeRevision.Map(api);
        AnswerRevision.Map(api);
        ListRevisions.Map(api);
        AssessCommitment.Map(api);
        ReportAchievement.Map(api);
    }
}
