using NodaTime;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Households;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Villages.Figures;

/// <summary>Which part of what is known a figure is of. Everything left out: all of it, as it is known and true now.</summary>
internal sealed record FigureSlice
{
    /// <summary>All of it, now.</summary>
    public static readonly FigureSlice Whole = new();

    /// <summary>Only what the system had learned by then.</summary>
    public KnownPoint? Known { get; init; }

    /// <summary>As it was true at that time; <see langword="null"/> for the present.</summary>
    public Instant? TrueAt { get; init; }

    /// <summary>Another poverty cutoff than the measure's, above 0 and at most 1.</summary>
    public Fraction? Cutoff { get; init; }

    /// <summary>Only households of all these kinds.</summary>
    public HouseholdFlags Households { get; init; }

    /// <summary>Whom a figure counts.</summary>
    public PersonGroup Persons { get; init; }

    /// <summary>Only households of this Dasa Wisma group.</summary>
    public string? DasaWisma { get; init; }

    /// <summary>Only households of this hamlet (RW).</summary>
    public string? Hamlet { get; init; }

    /// <summary>Only households at this stage of their village's list.</summary>
    public StageSlice? Stage { get; init; }

    /// <summary>What became of villages, where figures are on the boundaries of now; <see langword="null"/> where each household counts in the village of its time.</summary>
    public IReadOnlyList<Succession>? Successions { get; init; }

    /// <summary>Whether it is all of it, now, under whatever cutoff.</summary>
    public bool IsWhole => this with { Cutoff = null } == Whole;

    /// <summary>Whether tallies are enough: they hold neither time nor groups.</summary>
    public bool IsTallied => this with { Cutoff = null, Households = Whole.Households, Persons = Whole.Persons } == Whole;
}

/// <summary>A place of the log, asked for by time or by number.</summary>
/// <param name="Sequence">The last event that counts.</param>
/// <param name="Before">The end of the time asked for, exclusive; <see langword="null"/> where the number was given.</param>
internal sealed record KnownPoint(long Sequence, Instant? Before);

/// <summary>Persons that a figure can be of.</summary>
internal enum PersonGroup
{
    /// <summary>Everybody.</summary>
    All,

    /// <summary>Women and girls.</summary>
    Female,

    /// <summary>Men and boys.</summary>
    Male,

    /// <summary>Those under 5.</summary>
    UnderFive,

    /// <summary>Those under 18.</summary>
    Children,

    /// <summary>Those of 18 to 59.</summary>
    Adults,

    /// <summary>Those of 60 and older.</summary>
    Elderly,

    /// <summary>Women of 18 and older.</summary>
    Women,

    /// <summary>Men of 18 and older.</summary>
    Men,

    /// <summary>Those with a disability by the Washington Group short set.</summary>
    Disabled,
}
