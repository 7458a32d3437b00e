using NodaTime;
using PovertyMonitor.Reports.OpenData;

namespace PovertyMonitor.Tests.Reports;

public sealed class ReleaseDeciderTests
{
    private static readonly Instant At = Instant.FromUtc(2019, 4, 1, 2, 0);

    [Fact]
    public void A_draft_becomes_public_by_somebody_else_once_and_is_withdrawn_with_a_reason()
    {
        var drafted = Draft(1);
        var catalogue = ReleaseCatalogue.After([drafted]);
        Assert.False(catalogue.Find(drafted.ReleaseId)!.IsPublic);
        Assert.Equal("release.own_draft", ReleaseDecider.Approve(catalogue, drafted.ReleaseId, "planner", At).Refusal!.Problem.Code);
        Assert.Equal("release.no_contact", ReleaseDecider.Approve(catalogue, drafted.ReleaseId, "walidata", At, hasContact: false).Refusal!.Problem.Code);
        Assert.Equal("release.unknown", ReleaseDecider.Approve(catalogue, Guid.NewGuid(), "walidata", At).Refusal!.Problem.Code);

        var approved = ReleaseDecider.Approve(catalogue, drafted.ReleaseId, "walidata", At);
        catalogue = catalogue.With(Assert.Single(approved.Events));
        Assert.True(catalogue.Find(drafted.ReleaseId)!.IsPublic);
        Assert.Empty(ReleaseDecider.Approve(catalogue, drafted.ReleaseId, "walidata", At).Events);

        catalogue = catalogue.With(Assert.Single(ReleaseDecider.Withdraw(catalogue, drafted.ReleaseId, WithdrawalReason.Disclosure, "walidata", At).Events));
        Assert.Equal(("withdrawn", false, true), (catalogue.Find(drafted.ReleaseId)!.State, catalogue.Find(drafted.ReleaseId)!.IsPublic, catalogue.Find(drafted.ReleaseId)!.WasPublic));
        Assert.Empty(ReleaseDecider.Withdraw(catalogue, drafted.ReleaseId, WithdrawalReason.Disclosure, "walidata", At).Events);
        Assert.Equal("release.withdrawn", ReleaseDecider.Withdraw(catalogue, drafted.ReleaseId, WithdrawalReason.Mistake, "walidata", At).Refusal!.Problem.Code);
        Assert.Equal("release.withdrawn", ReleaseDecider.Approve(catalogue, drafted.ReleaseId, "walidata", At).Refusal!.Problem.Code);
    }

    [Fact]
    public void What_was_approved_meanwhile_about_the_same_households_overtakes_a_draft_and_a_withdrawn_release_stays_known()
    {
        var (first, second) = (Draft(1), Draft(2, knownAt: 20));
        var catalogue = ReleaseCatalogue.After([first, second, new ReleaseApproved(first.ReleaseId, "walidata", At)]);

        Assert.Equal("release.overtaken", ReleaseDecider.Approve(catalogue, second.ReleaseId, "walidata", At).Refusal!.Problem.Code);
        Assert.Equal("release.overtaken", ReleaseDecider.Draft(catalogue, Draft(3, knownAt: 30)).Refusal!.Problem.Code);
        Assert.Single(ReleaseDecider.Draft(catalogue, Draft(3, knownAt: 30, against: first.ReleaseId)).Events);
        Assert.Single(ReleaseDecider.Draft(catalogue, Draft(3, knownAt: 30) with { Round = "2020-1" }).Events);
        // The present is made of the households of rounds.
        Assert.Equal("release.overtaken", ReleaseDecider.Draft(catalogue, Draft(3, knownAt: 30) with { Round = null }).Refusal!.Problem.Code);
        catalogue = catalogue.With(new ReleaseWithdrawn(first.ReleaseId, WithdrawalReason.WrongFigure, "walidata", At));
        Assert.Equal([first.ReleaseId], catalogue.PublicOf("2019-1"));
        // The same figures again are the same draft, whoever drafts them, and a number is given once.
        Assert.Equal(second.ReleaseId, ReleaseDecider.Draft(catalogue, second with { Version = 3, ReleaseId = Guid.NewGuid(), By = "other" }).Release);
        Assert.Equal("release.overtaken", ReleaseDecider.Draft(catalogue, Draft(2, knownAt: 40, against: first.ReleaseId)).Refusal!.Problem.Code);
    }

    private static ReleaseDrafted Draft(int version, long knownAt = 10, params Guid[] against) => new(
        ReleaseCatalogue.IdOf("poverty", version), "poverty", version, "m@1", "2019-1", knownAt, 10, "CC-BY-4.0", against, [], "planner", At);
}
