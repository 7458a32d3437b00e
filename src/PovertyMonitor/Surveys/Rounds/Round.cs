using System.Collections.Immutable;
using NodaTime;
using PovertyMonitor.Households;

namespace PovertyMonitor.Surveys.Rounds;

/// <summary>A survey round as its events leave it.</summary>
internal sealed record Round
{
    public static readonly Round Unknown = new();

    /// <summary>Whether it is open; <see langword="null"/> where it was never opened.</summary>
    public bool? IsOpen { get; private init; }

    /// <summary>How it surveys; <see langword="null"/> where nobody said: then it is a census without an end.</summary>
    public RoundDesigned? Design { get; private init; }

    /// <summary>The draw of its sample; <see langword="null"/> where it has none.</summary>
    public Guid? Draw { get; private init; }

    /// <summary>Households in its sample.</summary>
    public int SampleSize { get; private init; }

    /// <summary>Households expected, by village.</summary>
    public ImmutableDictionary<string, int> Villages { get; private init; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>Households expected, by Dasa Wisma group; the group's name in lower case.</summary>
    public ImmutableDictionary<(string Village, string Group), int> Groups { get; private init; } = ImmutableDictionary<(string, string), int>.Empty;

    /// <summary>How many events it has; what a change may be conditional on.</summary>
    public int Version { get; private init; }

    /// <summary>What was made of it after a version.</summary>
    public static IReadOnlyList<RoundChange> ChangesSince(long version, IEnumerable<object> history) =>
        [.. history.Where((_, i) => i >= version).Select(RoundChange.Of)];

    public static Round After(IEnumerable<object> events) => events.Aggregate(Unknown, (round, e) => round.With(e) with { Version = round.Version + 1 });

    private Round With(object e) => e switch
    {
        RoundOpened => this with { IsOpen = true },
        RoundClosed => this with { IsOpen = false },
        RoundDesigned { Kind: RoundKind.Census } design => this with { Design = design, Draw = null, SampleSize = 0 },
        RoundDesigned design => this with { Design = design },
        SampleDrawn piece => this with { Draw = piece.Draw, SampleSize = (piece.Piece == 1 ? 0 : SampleSize) + piece.Units.Count },
        HouseholdsExpected stated => this with { Villages = Villages.SetItems(stated.Households) },
        GroupsExpected stated => this with { Groups = Groups.SetItems(stated.Groups.Select(g => KeyValuePair.Create((g.Village, KeyOf(g.DasaWisma)), g.Households))) },
        _ => this,
    };

    /// <summary>What counts of a group's name when groups are compared: cadres write them in any case.</summary>
    public static string KeyOf(string group) => group.Trim().ToLowerInvariant();
}

/// <summary>A change of a round as somebody is told who did not see it.</summary>
/// <param name="Change">What: <c>roundOpened</c>, <c>roundClosed</c>, <c>roundDesigned</c>, <c>sampleDrawn</c>, <c>householdsExpected</c> or <c>groupsExpected</c>.</param>
/// <param name="By">Who made it, where that was noted.</param>
/// <param name="At">When, where that was noted.</param>
internal sealed record RoundChange(string Change, string? By, Instant? At)
{
    public static RoundChange Of(object e)
    {
        var name = System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(e.GetType().Name);
        return e switch
        {
            RoundOpened x => new(name, x.By, x.At),
            RoundClosed x => new(name, x.By, x.At),
            RoundDesigned x => new(name, x.By, x.At),
            SampleDrawn x => new(name, x.By, x.At),
            GroupsExpected x => new(name, x.By, x.At),
            _ => new(name, null, null),
        };
    }
}
