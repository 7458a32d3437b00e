using NodaTime;

namespace PovertyMonitor.Measures;

/// <summary>What someone wants done with a measure; its document has passed the check.</summary>
internal abstract record MeasureStep
{
    internal sealed record Propose(MeasureDefinition Definition) : MeasureStep;

    internal sealed record Revise(MeasureDefinition Definition, string Reason) : MeasureStep;

    internal sealed record Adopt(int Revision, LocalDate EffectiveFrom) : MeasureStep;

    internal sealed record Retire(LocalDate From, string Reason) : MeasureStep;
}

/// <summary>Why something can't be done with a measure.</summary>
internal enum MeasureRefusal
{
    /// <summary>A measure of this code was proposed before: it can be revised.</summary>
    AlreadyProposed,

    /// <summary>No measure of this code was proposed.</summary>
    NotProposed,

    /// <summary>The revision does not wait for adoption.</summary>
    NotWaiting,

    /// <summary>The effective date is not after that of the revision adopted before.</summary>
    NotAfterPrevious,

    /// <summary>No revision was adopted, so that nothing can be retired.</summary>
    NotAdopted,

    /// <summary>The measure is retired.</summary>
    Retired,
}

/// <summary>Decides what happens to a measure; pure.</summary>
internal static class MeasureDecider
{
    public static (object? Event, MeasureRefusal? Refusal) Decide(MeasureState state, MeasureStep command) => command switch
    {
        _ when state.RetiredFrom is not null => (null, MeasureRefusal.Retired),
        MeasureStep.Propose when state.Latest > 0 => (null, MeasureRefusal.AlreadyProposed),
        MeasureStep.Propose propose => (new MeasureProposed(state.Code, 1, propose.Definition), null),
        _ when state.Latest == 0 => (null, MeasureRefusal.NotProposed),
        MeasureStep.Revise revise => (new MeasureRevised(state.Code, state.Latest + 1, revise.Definition, revise.Reason), null),
        MeasureStep.Adopt adopt => Adopt(state, adopt),
        MeasureStep.Retire retire => Retire(state, retire),
        _ => throw new ArgumentOutOfRangeException(nameof(command)),
    };

    private static (object?, MeasureRefusal?) Adopt(MeasureState state, MeasureStep.Adopt adopt) => state switch
    {
        _ when state.Proposed?.Number != adopt.Revision => (null, MeasureRefusal.NotWaiting),
        _ when state.Adopted is [.., { } last] && adopt.EffectiveFrom <= last.EffectiveFrom => (null, MeasureRefusal.NotAfterPrevious),
        _ => (new MeasureAdopted(state.Code, adopt.Revision, state.Proposed.Definition, adopt.EffectiveFrom), null),
    };

    private static (object?, MeasureRefusal?) Retire(MeasureState state, MeasureStep.Retire retire) => state.Adopted switch
    {
        [] => (null, MeasureRefusal.NotAdopted),
        [.., { } last] when retire.From <= last.EffectiveFrom => (null, MeasureRefusal.NotAfterPrevious),
        _ => (new MeasureRetired(state.Code, retire.From, retire.Reason), null),
    };
}
