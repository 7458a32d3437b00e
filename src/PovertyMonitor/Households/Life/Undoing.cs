using NodaTime;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Households.Life;

/// <summary>What goes with people into another household when a split or a merge is taken back. Pure.</summary>
internal static class Undoing
{
    private static readonly Guid Space = new("6e0f3c8b-2f4d-4a55-9c0e-7d1b94a2f6c3");

    /// <summary>The id of a change, or of what happened to a person, as it is told there: the same on every retry.</summary>
    public static Guid IdOf(ChangeWithdrawn fact, Guid about) => NameBasedGuid.Create(Space, $"{fact.ChangeId}/{about}");

    /// <summary>The id of what happened to a person at a time.</summary>
    public static Guid IdOf(ChangeWithdrawn fact, Guid about, Instant at) => NameBasedGuid.Create(Space, $"{fact.ChangeId}/{about}/{at}");

    /// <summary>What happened to somebody, as it is told in the household where it happened; <see langword="null"/> where it happened to nobody alone.</summary>
    public static ILifeChange? Retold(ILifeChange change, ChangeWithdrawn fact) => change switch
    {
        MemberBorn e => e with { ChangeId = IdOf(fact, e.ChangeId) },
        MemberJoined e => e with { ChangeId = IdOf(fact, e.ChangeId) },
        MemberDied e => e with { ChangeId = IdOf(fact, e.ChangeId), NewHead = null },
        MemberLeft e => e with { ChangeId = IdOf(fact, e.ChangeId), NewHead = null },
        _ => null,
    };

    /// <summary>That a change did not happen in the household in which it was recorded.</summary>
    public static ChangeWithdrawn Elsewhere(ChangeWithdrawn fact, ILifeChange change) =>
        new(ElsewhereOf(fact, change.ChangeId), fact.By, change.ChangeId, WithdrawalReason.WrongHousehold);

    /// <summary>Whether a change was taken back since another one was: it goes with people into the other household, and nobody gave a reason for it alone.</summary>
    public static bool GoesWith(ChangeWithdrawn back, ChangeWithdrawn other) => back.ChangeId == ElsewhereOf(other, back.Withdraws);

    private static Guid ElsewhereOf(ChangeWithdrawn fact, Guid change) => NameBasedGuid.Create(Space, $"{fact.ChangeId}/{change}/elsewhere");
}
