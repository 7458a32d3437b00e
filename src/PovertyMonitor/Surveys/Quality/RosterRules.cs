using NodaTime;
using PovertyMonitor.Households.GrowthStandards;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Surveys.Quality;

/// <summary>Looks for answers about the members that hardly go together. Pure.</summary>
internal static class RosterRules
{
    private const int MonthsOfTables = 60;

    /// <summary>What is odd.</summary>
    /// <param name="answers">The answers.</param>
    /// <param name="visitedOn">The day of the interview; <see langword="null"/> where it is not known.</param>
    /// <param name="options">The limits.</param>
    public static IEnumerable<QualityFlag> Of(Answers answers, LocalDate? visitedOn, QualityOptions options)
    {
        var members = answers.Members;
        if (answers.Size is { } size && size != members.Count) yield return new(QualityProblems.SizeRoster, Detail: $"{size} / {members.Count}");
        var head = members.FirstOrDefault(m => m.Relation == Relation.Head);
        // A relation that is not known may be the head's.
        if (head is null && members.All(m => m.Relation is not null)) yield return new(QualityProblems.NoHead);
        if (head is { AgeYears: { } years } && years < options.HeadYears) yield return new(QualityProblems.YoungHead, head.Id);
        foreach (var (parent, child) in ParentsOf(members, head))
        {
            var between = parent.AgeYears - child.AgeYears;
            if (between <= 0) yield return new(QualityProblems.ChildOlder, child.Id);
            else if (parent.Sex == Sex.Female && between < options.MotherYears) yield return new(QualityProblems.YoungMother, child.Id);
        }
        if (visitedOn is not { } day) yield break;
        foreach (var member in members)
            if (IsBeyondGrowth(member, day)) yield return new(QualityProblems.Growth, member.Id);
    }

    // The head's children, whose other parent is the spouse, and the head's own parents; those of either may be in-laws.
    private static IEnumerable<(Member Parent, Member Child)> ParentsOf(IReadOnlyList<Member> members, Member? head)
    {
        if (head is null) yield break;
        foreach (var child in members.Where(m => m.Relation == Relation.Child)) yield return (head, child);
        if (members.Any(m => m.Relation == Relation.Spouse)) yield break;
        foreach (var parent in members.Where(m => m.Relation == Relation.Parent)) yield return (parent, head);
    }

    // A score that can't be had although everything it is made of is known lies beyond the limits of the standard.
    private static bool IsBeyondGrowth(Member member, LocalDate day)
    {
        if (member is not { Sex: not null, Nutrition: { } nutrition } || NutritionalStatus.MonthsBeforeInterview(nutrition, day) is not { } since) return false;
        if (member.AgeMonths is { } months)
            return months - since is >= 0 and <= MonthsOfTables
                && ((nutrition.WeightKg is not null && NutritionalStatus.WeightForAgeZ(member, day) is null)
                    || (nutrition.HeightCm is not null && NutritionalStatus.HeightForAgeZ(member, day) is null));
        return member.AgeYears >= 19 && nutrition is { WeightKg: not null, HeightCm: not null } && member.Pregnant != true
            && (member.Sex == Sex.Male || member.Pregnant == false || member.AgeYears >= 55) && NutritionalStatus.BodyMassIndex(member, day) is null;
    }
}
