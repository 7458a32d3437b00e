using NodaTime;

namespace PovertyMonitor.Households;

/// <summary>A stretch of time in which a household lived in one place and one interview held.</summary>
/// <param name="From">Its beginning: an interview or a move.</param>
/// <param name="To">Its end, exclusive; <see langword="null"/> where it lasts.</param>
/// <param name="Place">Where the household lived.</param>
/// <param name="Interview">The interview that held.</param>
internal sealed record Spell(Instant From, Instant? To, Place Place, Interview Interview)
{
    /// <summary>The history of a household as it is believed now. It begins with the first interview; nothing ages in between.</summary>
    public static IReadOnlyList<Spell> Of(Household household)
    {
        var spells = new List<Spell>();
        var turns = household.Interviews().Select(i => (i.At, Id: i.SubmissionId, i.Place, Interview: (Interview?)i))
            .Concat(household.Moves.Select(m => (At: m.MovedAt, Id: m.ChangeId, Place: m.To, Interview: (Interview?)null)))
            .OrderBy(t => t.At).ThenBy(t => t.Id);
        foreach (var turn in turns)
        {
            var last = spells.Count > 0 ? spells[^1] : null;
            if ((turn.Interview ?? last?.Interview) is not { } interview) continue;
            // Two turns at one instant leave no time between them: the later one by id counts.
            if (last is not null && last.From == turn.At) spells.RemoveAt(spells.Count - 1);
            else if (last is not null) spells[^1] = last with { To = turn.At };
            spells.Add(new Spell(turn.At, null, turn.Place, interview));
        }
        return spells;
    }
}
