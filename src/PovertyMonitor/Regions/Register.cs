using System.Collections.Frozen;
using System.Collections.Immutable;
using NodaTime;

namespace PovertyMonitor.Regions;

/// <summary>A regency's areas with their history. Immutable; a village that was split or renamed has a row for each time.</summary>
internal sealed class Register
{
    private readonly ImmutableArray<Area> _areas;
    private readonly FrozenDictionary<AreaCode, Area> _latest;
    private readonly FrozenDictionary<AreaCode, ImmutableArray<Area>> _children;

    /// <summary>A register of <paramref name="areas"/>, in any order.</summary>
    /// <param name="areas">The areas.</param>
    /// <param name="successions">What became of villages.</param>
    public Register(IEnumerable<Area> areas, IReadOnlyCollection<Succession>? successions = null)
    {
        Successions = Succession.ToTheEnd(successions ?? []);
        _areas = [.. areas.OrderBy(a => a.Code).ThenBy(a => a.ValidFrom ?? LocalDate.MinIsoValue)];
        _latest = _areas.GroupBy(a => a.Code).ToFrozenDictionary(g => g.Key, g => g.Last());
        _children = _latest.Values.Where(a => a.Code.Parent is not null).GroupBy(a => a.Code.Parent!.Value)
            .ToFrozenDictionary(g => g.Key, g => g.OrderBy(a => a.Code).ToImmutableArray());
        Districts = [.. _latest.Values.Where(a => a.Code.Level == AreaLevel.District).OrderBy(a => a.Code)];
        Villages = [.. _latest.Values.Where(a => a.Code.Level == AreaLevel.Village).OrderBy(a => a.Code)];
    }

    /// <summary>Whether nothing is registered.</summary>
    public bool IsEmpty => _areas.IsEmpty;

    /// <summary>The districts by code, each in its latest form.</summary>
    public ImmutableArray<Area> Districts { get; }

    /// <summary>The villages by code, each in its latest form.</summary>
    public ImmutableArray<Area> Villages { get; }

    /// <summary>What became of villages, each to the end.</summary>
    public IReadOnlyList<Succession> Successions { get; }

    /// <summary>The area in its latest form; null where the code is not registered.</summary>
    public Area? Find(AreaCode code) => _latest.GetValueOrDefault(code);

    /// <summary>The areas right below <paramref name="parent"/>, by code; empty where there are none.</summary>
    public ImmutableArray<Area> Children(AreaCode parent) => _children.GetValueOrDefault(parent, []);

    /// <summary>The villages in an area of any level, by code; a village is in itself.</summary>
    public IEnumerable<Area> VillagesIn(AreaCode area) => Villages.Where(v => area.Contains(v.Code));

    /// <summary>The register as it was on <paramref name="day"/>: the areas valid then.</summary>
    public Register On(LocalDate day) => new(_areas.Where(a => a.IsValidOn(day)), [.. Successions.Where(s => s.On <= day)]);
}
