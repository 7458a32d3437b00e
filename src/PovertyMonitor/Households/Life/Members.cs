using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Households.Life;

/// <summary>What a change makes of a household's answers. Pure; a change that does not fit them leaves them as they are.</summary>
internal static class Members
{
    /// <summary>The answers that hold after a change.</summary>
    public static Answers After(Answers answers, ILifeChange change) => change switch
    {
        MemberBorn e => Add(answers, [e.Member], []),
        MemberJoined e => Add(answers, [e.Member], []),
        MemberDied e => Bury(answers, e),
        MemberLeft e => Remove(answers, [e.Member], e.NewHead),
        HouseholdSplit e => Remove(answers, e.Members, e.NewHead),
        HouseholdsMerged e => Add(answers, e.Members, e.ChildDeaths),
        _ => answers,
    };

    /// <summary>What holds of members who leave to be a household of their own. How they are related to their head is not known until they are asked.</summary>
    public static Answers Leaving(Answers answers, IReadOnlyCollection<Guid> members, Guid head) => answers with
    {
        Size = members.Count,
        Members = [.. answers.Members.Where(m => members.Contains(m.Id)).Select(m => m with { Relation = m.Id == head ? Relation.Head : null })],
        ChildDeaths = answers.ChildDeaths is { } deaths ? [.. deaths.Where(d => IsOf(d, members))] : null,
    };

    /// <summary>Who comes along from a household that ends in another one, and the deaths of children that come with them.</summary>
    /// <param name="answers">How it lived.</param>
    /// <param name="joining">Those who come; <see langword="null"/> for everybody.</param>
    public static (IReadOnlyList<Member> Members, IReadOnlyList<ChildDeath> Deaths) Coming(Answers answers, IReadOnlyCollection<Guid>? joining) =>
    (
        [.. answers.Members.Where(m => joining is null || joining.Contains(m.Id))],
        [.. (answers.ChildDeaths ?? []).Where(d => joining is null || IsOf(d, joining))]
    );

    /// <summary>The answers without members who belong to another household; where its head is among them, who headed the rest before does.</summary>
    public static Answers Without(Answers answers, IReadOnlyCollection<Guid> members, Guid? head = null) => Remove(answers, members, head);

    private static Answers Add(Answers answers, IReadOnlyList<Member> members, IReadOnlyList<ChildDeath> deaths)
    {
        var (hasHead, known) = (answers.Members.Any(m => m.Relation == Relation.Head), answers.Members.Select(m => m.Id).ToHashSet());
        var come = members.Where(m => !known.Contains(m.Id)).Select(m => hasHead && m.Relation == Relation.Head ? m with { Relation = null } : m).ToList();
        if (come.Count == 0 && deaths.Count == 0) return answers;
        return answers with
        {
            Size = answers.Size + come.Count,
            Members = [.. answers.Members, .. come],
            ChildDeaths = deaths.Count == 0 ? answers.ChildDeaths : [.. answers.ChildDeaths ?? [], .. deaths],
        };
    }

    private static Answers Bury(Answers answers, MemberDied death)
    {
        if (answers.Members.All(m => m.Id != death.Member)) return answers;
        var after = Headed(answers with { Size = answers.Size - 1, Members = [.. answers.Members.Where(m => m.Id != death.Member)] }, death.NewHead);
        return death.ChildDeath is { } record ? after with { ChildDeaths = [.. after.ChildDeaths ?? [], record] } : after;
    }

    private static Answers Remove(Answers answers, IReadOnlyCollection<Guid> members, Guid? newHead)
    {
        var stay = answers.Members.Where(m => !members.Contains(m.Id)).ToList();
        if (stay.Count == answers.Members.Count) return answers;
        return Headed(answers with
        {
            Size = answers.Size - (answers.Members.Count - stay.Count),
            Members = stay,
            ChildDeaths = answers.ChildDeaths is { } deaths ? [.. deaths.Where(d => !IsOf(d, members))] : null,
        }, newHead);
    }

    // Under a new head the others' relations are not known until they are asked.
    private static Answers Headed(Answers answers, Guid? head) => head is { } id && answers.Members.Any(m => m.Id == id)
        ? answers with { Members = [.. answers.Members.Select(m => m with { Relation = m.Id == id ? Relation.Head : null })] }
        : answers;

    private static bool IsOf(ChildDeath death, IReadOnlyCollection<Guid> members) => death.Mother is { } mother && members.Contains(mother);
}
