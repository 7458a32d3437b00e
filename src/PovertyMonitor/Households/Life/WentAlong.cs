namespace PovertyMonitor.Households.Life;

/// <summary>A change that went with a person into another household when a split or a merge was taken back.</summary>
/// <param name="Change">Its id as it was reported; absent where an interview had met the person.</param>
/// <param name="Household">The household where it is told now.</param>
/// <param name="ThereAs">Its id there, under which it can be taken back.</param>
/// <param name="Member">The member's id.</param>
internal sealed record WentAlong(Guid? Change, Guid Household, Guid ThereAs, Guid Member)
{
    /// <summary>What went along with a withdrawal; nothing where it is of something else. Pure.</summary>
    /// <param name="states">Both households, with the withdrawal in them.</param>
    /// <param name="withdrawal">The withdrawal's id.</param>
    public static IReadOnlyList<WentAlong> Of(IReadOnlyDictionary<Guid, Household> states, Guid withdrawal)
    {
        if (states.Values.SelectMany(s => s.Withdrawals.Values).FirstOrDefault(w => w.ChangeId == withdrawal) is not { } fact) return [];
        var reported = states.Values.SelectMany(s => s.AllChanges).Select(c => c.ChangeId).Distinct().ToDictionary(id => Undoing.IdOf(fact, id));
        return
        [
            .. from household in states
               from change in household.Value.AllChanges
               let member = GoingAlong.MemberOf(change)
               let before = reported.TryGetValue(change.ChangeId, out var id) ? id : (Guid?)null
               where before is not null || (member != Guid.Empty && (change.ChangeId == Undoing.IdOf(fact, member) || change.ChangeId == Undoing.IdOf(fact, member, change.At)))
               orderby change.At, change.ChangeId
               select new WentAlong(before, household.Key, change.ChangeId, member),
        ];
    }
}
