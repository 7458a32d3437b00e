using System.Runtime.InteropServices;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Duplicates.Linkage;

/// <summary>
/// The households of a village by what at least has to agree for a pair to be compared: two members of the same sex and
/// near age, or the one member there is; or a number. Pure, and the same from both sides of a pair.
/// </summary>
/// <remarks>
/// A member lies in two bands of four years that overlap by half, so that two within the tolerance of ages share one; a
/// block is two members' bands. What more than <see cref="LargestBlock"/> households have in common tells nothing: of
/// such a block only those of the same Dasa Wisma or RT are compared, and none where those too are more;
/// <see cref="IsCrowded"/> says so. The work so grows with the number of households, not with its square.
/// </remarks>
internal sealed class Blocks
{
    /// <summary>The most households that are compared with one another because of one block.</summary>
    public const int LargestBlock = 300;

    private const int HalfBand = RosterMatch.ToleranceMonths + 1;
    private const int MembersLookedAt = 10;
    private readonly IReadOnlyList<Profile> _village;
    private readonly List<ComparedMember[]> _members = [];
    private readonly Dictionary<BlockKey, List<int>> _blocks = [];
    private readonly HashSet<BlockKey> _divided = [];
    private readonly HashSet<int> _crowded = [];

    /// <summary>Lays out the blocks of households.</summary>
    public Blocks(IReadOnlyList<Profile> village)
    {
        _village = village;
        for (var i = 0; i < village.Count; i++)
        {
            _members.Add([.. village[i].Members.OrderBy(m => m.Born).ThenBy(m => m.Sex).Take(MembersLookedAt).Order()]);
            foreach (var key in KeysOf(i)) Add(key, i);
        }
        foreach (var (key, block) in _blocks.Where(b => b.Value.Count > LargestBlock).ToList()) Divide(key, block);
    }

    /// <summary>The places of the households that one is to be compared with, in order, each once; not itself.</summary>
    public IReadOnlyList<int> CandidatesOf(int household)
    {
        var found = new bool[_village.Count];
        void Mark(BlockKey key)
        {
            foreach (var other in _blocks[key]) found[other] = true;
        }

        foreach (var key in KeysOf(household))
        {
            if (!_divided.Contains(key)) Mark(key);
            else
                foreach (var part in PartsOf(key, household)) Mark(part);
        }
        found[household] = false;
        var candidates = new List<int>();
        for (var other = 0; other < found.Length; other++)
            if (found[other] && IsCandidate(household, other)) candidates.Add(other);
        return candidates;
    }

    /// <summary>Whether a household is in a block that was too large to be compared.</summary>
    public bool IsCrowded(int household) => _crowded.Contains(household);

    private bool IsCandidate(int a, int b) =>
        RosterMatch.Count(_members[a], _members[b]) >= Math.Min(2, Math.Max(_members[a].Length, _members[b].Length)) || _village[a].SharesNumberWith(_village[b]);

    private void Divide(BlockKey key, List<int> block)
    {
        _divided.Add(key);
        foreach (var household in block)
        {
            foreach (var part in PartsOf(key, household)) Add(part, household);
            if (!PartsOf(key, household).Any()) _crowded.Add(household);
        }
        foreach (var part in block.SelectMany(i => PartsOf(key, i)).Distinct().Where(p => _blocks[p].Count > LargestBlock).ToList())
        {
            _crowded.UnionWith(_blocks[part]);
            _blocks[part] = [];
        }
    }

    // The parts of a block that a household is in.
    private IEnumerable<BlockKey> PartsOf(BlockKey key, int household)
    {
        var place = _village[household].Place;
        if (place.DasaWisma is { } group) yield return key with { Part = $"dw/{group.ToUpperInvariant()}" };
        if (place.Rt is not null) yield return key with { Part = $"rt/{place.Rt}/{place.Rw}" };
    }

    private HashSet<BlockKey> KeysOf(int household)
    {
        var keys = new HashSet<BlockKey>();
        var profile = _village[household];
        if (profile.FamilyCard is { } card) keys.Add(new(card, Number));
        foreach (var nik in profile.Niks) keys.Add(new(nik, Number));
        var members = _members[household];
        for (var i = 0; i < members.Length; i++)
            for (var j = members.Length == 1 ? i : i + 1; j < members.Length; j++)
                AddBands(keys, members[i], members[j]);
        return keys;
    }

    private const string Number = "number";

    private static void AddBands(HashSet<BlockKey> keys, ComparedMember a, ComparedMember b)
    {
        for (var half = 0; half < 4; half++)
        {
            var (first, second) = (BandOf(a, half & 1), BandOf(b, half >> 1));
            keys.Add(new(((ulong)Math.Max(first, second) << 32) | Math.Min(first, second), null));
        }
    }

    // Bands of 48 months that begin every 24: a member is in the one that begins before it and in the one before that.
    private static uint BandOf(ComparedMember member, int half) => 2 * (uint)(member.Born / HalfBand - half) + (member.Sex == Sex.Male ? 1u : 0);

    private void Add(BlockKey key, int household) => (CollectionsMarshal.GetValueRefOrAddDefault(_blocks, key, out _) ??= []).Add(household);

    // What a block has in common; a number's block is told apart from a pair of bands by its part.
    private readonly record struct BlockKey(ulong Common, string? Part);
}
