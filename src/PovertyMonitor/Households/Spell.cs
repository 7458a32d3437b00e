using System.Runtime.InteropServices;
using NodaTime;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Households;

/// <summary>A stretch of time in which a household lived in one place and the same answers held.</summary>
/// <param name="From">Its beginning: an interview, a move or another change.</param>
/// <param name="To">Its end, exclusive; <see langword="null"/> where it lasts.</param>
/// <param name="Place">Where the household lived.</param>
/// <param name="Interview">The interview that held; of a household split off and not interviewed yet, the old one's.</param>
/// <param name="Answers">What held: that interview's answers, after the changes since.</param>
internal sealed record Spell(Instant From, Instant? To, Place Place, Interview Interview, Answers Answers)
{
    /// <summary>The history of a household as it is believed now. It begins with the first interview or with a split; nothing ages in between.</summary>
    /// <param name="household">The household.</param>
    /// <param name="interviews">Its interviews, where the caller has them already.</param>
    public static IReadOnlyList<Spell> Of(Household household, IReadOnlyList<Interview>? interviews = null)
    {
        var spells = new List<Spell>();
        if (household.IsDuplicate) return spells;
        interviews ??= household.Interviews();
        // Nearly every household has interviews and nothing else, and they are in their order.
        var turns = household.AllMoves.IsEmpty && household.AllChanges.IsEmpty
            ? interviews.Select(i => (i.At, Id: i.SubmissionId, Turn: (object)i))
            : TurnsOf(household, interviews);
        Spell? held = null;
        foreach (var (at, _, turn) in turns)
        {
            held = After(held, at, turn);
            Close(spells, at);
            // A household of nobody is not there; it may be again after a correction or an interview.
            if (held is { Answers.Members.Count: > 0 }) spells.Add(held with { From = at, To = null });
            if (turn is HouseholdDissolved or HouseholdMergedInto) break;
        }
        return spells;
    }

    private static IEnumerable<(Instant At, Guid Id, object Turn)> TurnsOf(Household household, IReadOnlyList<Interview> interviews) =>
        interviews.Select(i => (i.At, Id: i.SubmissionId, Turn: (object)i))
            .Concat(household.Moves.Select(m => (At: m.MovedAt, Id: m.ChangeId, Turn: (object)m)))
            .Concat(household.Changes.Select(c => (c.At, Id: c.ChangeId, Turn: (object)c)))
            .Concat(household.Returned.Select(r => (r.At, Id: r.Member, Turn: (object)r)))
            .OrderBy(t => t.At).ThenBy(t => RankOf(t.Turn)).ThenBy(t => t.Id);

    // Of what happens at one instant the interview says how it was before the change; who comes may go, and nothing comes before the beginning or after the end.
    private static int RankOf(object turn) => turn switch
    {
        HouseholdSplitOff => 0,
        Households.Interview => 1,
        HouseholdSplit or MemberLeft or MemberDied or MemberReturned => 3,
        HouseholdDissolved or HouseholdMergedInto => 4,
        _ => 2,
    };

    // Two turns at one instant leave no time between them.
    private static void Close(List<Spell> spells, Instant at)
    {
        if (spells.Count == 0) return;
        ref var last = ref CollectionsMarshal.AsSpan(spells)[^1];
        if (last.From == at) spells.RemoveAt(spells.Count - 1);
        else if (last.To is null) last = last with { To = at };
    }

    private static Spell? After(Spell? held, Instant at, object turn) => turn switch
    {
        Interview i => new(at, null, i.Place, i, i.Answers),
        HouseholdSplitOff s => new(at, null, s.Place, new Interview(s.Source, s.Source, s.InterviewedAt, s.Round, s.Place, s.Answers), s.Answers),
        HouseholdDissolved or HouseholdMergedInto => null,
        _ when held is null => null,
        HouseholdMoved m => held with { Place = m.To },
        MemberReturned r => held with { Answers = Members.Without(held.Answers, [r.Member]) },
        ILifeChange c => held with { Answers = Members.After(held.Answers, c) },
        _ => held,
    };
}
