using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Households.Life;

/// <summary>Some households to which everything happens that can, by the same reports a client sends.</summary>
internal sealed class GeneratedWorld
{
    public static readonly string[] Villages = ["35.22.15.2002", "35.22.15.2003", "35.22.15.2008"];

    private readonly Random _dice;
    private readonly LifeStory _story = new();
    private readonly List<(Guid Household, Guid Change)> _reported = [];
    private readonly bool _late;
    private Instant _now = Instant.FromUtc(2018, 1, 1, 2, 0);
    private Instant _present;

    /// <param name="seed">Which world.</param>
    /// <param name="late">Whether reports come late, in any order, and interviews list whoever a phone remembers; some are rejected.</param>
    public GeneratedWorld(int seed, bool late = false)
    {
        (_dice, _late, _present) = (new Random(seed), late, _now);
        for (var i = 0; i < (late ? 2 : 4); i++) Interview(NewId(), null);
    }

    public IReadOnlyDictionary<Guid, List<object>> Events => _story.Events;

    /// <summary>What was reported last, in a word, for a failure's message.</summary>
    public string Last { get; private set; } = "";

    public IEnumerable<Guid> Households => _story.Households;

    public Household State(Guid household) => _story.State(household);

    /// <summary>Who lives in a household now.</summary>
    public IReadOnlyList<Member> Living(Guid household) => _story.Living(household);

    /// <summary>Everybody.</summary>
    public IReadOnlyList<Guid> Persons => [.. Households.SelectMany(h => Living(h).Select(m => m.Id))];

    /// <summary>Lets something happen; says how many more persons there must be for it, where it was recorded.</summary>
    public int? Step()
    {
        _now = _present += Duration.FromHours(_dice.Next(1, 24 * 20));
        var household = Pick(Households.ToList());
        var living = Living(household);
        if (_late)
        {
            // Often at the very instant of something else.
            var times = Households.SelectMany(h => Spell.Of(State(h))).Select(s => s.From).ToList();
            _now = _dice.Next(3) switch { 0 => _now, 1 when times.Count > 0 => Pick(times), _ => _now - Duration.FromHours(_dice.Next(24 * 200)) };
            if (Pick([.. Spell.Of(State(household)), null]) is { } remembered) living = remembered.Answers.Members;
            if (_dice.Next(12) == 0) return Reject(household);
        }
        // Splits above all go wrong when they are learned late.
        return (_late && _dice.Next(4) == 0 ? 6 : _dice.Next(10)) switch
        {
            0 when living.Count > 0 => Interview(household, living),
            1 => Report(household, "births", new() { ["member"] = MemberOf(0) }) ? 1 : null,
            2 => Report(household, "joinings", new() { ["member"] = MemberOf(_dice.Next(18, 90)) }) ? 1 : null,
            3 when living.Count > 0 => Report(household, "deaths", Going(living)) ? -1 : null,
            4 when living.Count > 0 => Report(household, "departures", Going(living)) ? -1 : null,
            5 => Report(household, "moves", new() { ["to"] = new JsonObject { ["village"] = Pick(Villages) } }) ? 0 : null,
            6 when living.Count > 0 => Report(household, "splits", Split(living)) ? 0 : null,
            7 => Report(household, "merges", new() { ["absorbed"] = Pick(Households.ToList()).ToString() }) ? 0 : null,
            8 when _reported.Count > 0 => Withdraw(),
            9 when _dice.Next(3) == 0 => Report(household, "dissolution", new() { ["reason"] = "leftRegency" }) ? -living.Count : null,
            _ => null,
        };
    }

    private int? Withdraw()
    {
        var (household, change) = Pick(_reported);
        var before = Persons.Count;
        var recorded = Recorded.Of(State(household), change);
        if (!Report(household, "withdrawals", new() { ["withdraws"] = change.ToString(), ["reason"] = "didNotHappen" }, timed: false)) return null;
        // Of what concerns one household alone the number follows from what is taken back; of two together nobody comes or goes.
        return recorded is HouseholdSplit or HouseholdSplitOff or HouseholdsMerged or HouseholdMergedInto ? 0 : Persons.Count - before;
    }

    private int? Interview(Guid household, IReadOnlyList<Member>? roster)
    {
        var place = Spell.Of(State(household)) is [.., var last] ? last.Place.Village : Pick(Villages);
        var interview = SampleInterview.Of(_dice.Next(2) == 0, place, $"{_now.InUtc().Year}", _now, _dice.Next(2, 6), household);
        if (roster is not null) interview = interview with { Answers = interview.Answers! with { Members = roster } };
        _story.Interview(interview);
        Last = "interview";
        return 0;
    }

    private int? Reject(Guid household)
    {
        if (State(household).Interviews() is not { Count: > 0 } interviews) return null;
        _story.Reject(household, Pick(interviews).SubmissionId);
        Last = "a rejection";
        return null;
    }

    private bool Report(Guid household, string kind, JsonObject body, bool timed = true)
    {
        var id = NewId();
        var decision = _story.Report(household, kind, id, timed ? _now : null, body);
        if (decision.Events.Count > 0 && kind != "withdrawals") _reported.Add((household, id));
        Last = $"{kind} {body.ToJsonString()}";
        return decision.Events.Count > 0;
    }

    private JsonObject Going(IReadOnlyList<Member> living)
    {
        var member = Pick(living);
        var body = new JsonObject { ["member"] = member.Id.ToString() };
        if (member.Relation == Relation.Head && living.FirstOrDefault(m => m.Id != member.Id) is { } other) body["newHead"] = other.Id.ToString();
        return body;
    }

    private JsonObject Split(IReadOnlyList<Member> living)
    {
        var leaving = living.Where(_ => _dice.Next(2) == 0).ToList();
        var body = new JsonObject
        {
            ["into"] = NewId().ToString(),
            ["members"] = new JsonArray([.. leaving.Select(m => (JsonNode)m.Id.ToString())]),
            ["head"] = (leaving.FirstOrDefault() ?? living[0]).Id.ToString(),
        };
        if (leaving.Any(m => m.Relation == Relation.Head) && living.FirstOrDefault(m => !leaving.Contains(m)) is { } stays) body["newHead"] = stays.Id.ToString();
        return body;
    }

    private JsonObject MemberOf(int age)
    {
        var member = new JsonObject { ["id"] = NewId().ToString(), ["sex"] = "male", ["ageYears"] = age, ["relation"] = "otherRelative", ["chronicIllness"] = false };
        if (age < 5) member["ageMonths"] = 0;
        if (age >= 5)
        {
            member["yearsOfSchooling"] = 9;
            member["functioning"] = "unknown";
        }
        if (age is >= 5 and <= 24) member["attendingSchool"] = "unknown";
        if (age < 70) member["nutrition"] = "unknown";
        return member;
    }

    private T Pick<T>(IReadOnlyList<T> of) => of[_dice.Next(of.Count)];

    private Guid NewId()
    {
        var bytes = new byte[16];
        _dice.NextBytes(bytes);
        return new Guid(bytes);
    }
}
