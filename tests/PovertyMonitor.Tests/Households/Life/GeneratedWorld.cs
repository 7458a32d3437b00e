using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Regions;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Households.Life;

/// <summary>Some households to which everything happens that can, by the same reports a client sends.</summary>
internal sealed class GeneratedWorld
{
    public static readonly string[] Villages = ["35.22.15.2002", "35.22.15.2003", "35.22.15.2008"];

    private static readonly Register Bojonegoro = new(RegisterFile.Read("35.22"));
    private readonly Random _dice;
    private readonly Dictionary<Guid, List<object>> _events = [];
    private readonly List<(Guid Household, Guid Change)> _reported = [];
    private Instant _now = Instant.FromUtc(2018, 1, 1, 2, 0);

    public GeneratedWorld(int seed)
    {
        _dice = new Random(seed);
        for (var i = 0; i < 4; i++) Interview(NewId(), null);
    }

    public IReadOnlyDictionary<Guid, List<object>> Events => _events;

    /// <summary>What was reported last, in a word, for a failure's message.</summary>
    public string Last { get; private set; } = "";

    public IEnumerable<Guid> Households => _events.Keys.Order();

    public Household State(Guid household) => Household.After(_events.GetValueOrDefault(household, []));

    /// <summary>Who lives in a household now.</summary>
    public IReadOnlyList<Member> Living(Guid household) => Spell.Of(State(household)) is [.., { To: null } last] ? last.Answers.Members : [];

    /// <summary>Everybody.</summary>
    public IReadOnlyList<Guid> Persons => [.. Households.SelectMany(h => Living(h).Select(m => m.Id))];

    /// <summary>Lets something happen; says how many more persons there must be for it, where it was recorded.</summary>
    public int? Step()
    {
        _now += Duration.FromHours(_dice.Next(1, 24 * 20));
        var household = Pick(_events.Keys.Order().ToList());
        var living = Living(household);
        return _dice.Next(10) switch
        {
            0 when living.Count > 0 => Interview(household, living),
            1 => Report(household, "births", new() { ["member"] = MemberOf(0) }) ? 1 : null,
            2 => Report(household, "joinings", new() { ["member"] = MemberOf(_dice.Next(18, 90)) }) ? 1 : null,
            3 when living.Count > 0 => Report(household, "deaths", Going(living)) ? -1 : null,
            4 when living.Count > 0 => Report(household, "departures", Going(living)) ? -1 : null,
            5 => Report(household, "moves", new() { ["to"] = new JsonObject { ["village"] = Pick(Villages) } }, "movedAt") ? 0 : null,
            6 when living.Count > 0 => Report(household, "splits", Split(living)) ? 0 : null,
            7 => Report(household, "merges", new() { ["absorbed"] = Pick(_events.Keys.Order().ToList()).ToString() }) ? 0 : null,
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
        if (!Report(household, "withdrawals", new() { ["withdraws"] = change.ToString(), ["reason"] = "didNotHappen" }, time: null)) return null;
        // Of what concerns one household alone the number follows from what is taken back; of two together nobody comes or goes.
        return recorded is HouseholdSplit or HouseholdSplitOff or HouseholdsMerged or HouseholdMergedInto ? 0 : Persons.Count - before;
    }

    private int? Interview(Guid household, IReadOnlyList<Member>? roster)
    {
        var place = Spell.Of(State(household)) is [.., var last] ? last.Place.Village : Pick(Villages);
        var interview = SampleInterview.Of(_dice.Next(2) == 0, place, $"{_now.InUtc().Year}", _now, _dice.Next(2, 6), household);
        if (roster is not null) interview = interview with { Answers = interview.Answers! with { Members = roster } };
        if (!_events.ContainsKey(household)) _events[household] = [new HouseholdRegistered(household, interview.Place, _now)];
        _events[household].Add(interview.ToEvent());
        Last = "interview";
        return 0;
    }

    private bool Report(Guid household, string kind, JsonObject body, string? time = "at")
    {
        var id = NewId();
        body["changeId"] = id.ToString();
        if (time is not null) body[time] = OffsetDateTimePattern.Rfc3339.Format(_now.WithOffset(Offset.FromHours(7)));
        using var json = JsonDocument.Parse(body.ToJsonString());
        var fields = new LifeFields(json.RootElement, Bojonegoro, Instant.MaxValue);
        var command = LifeUseCase.All.Single(u => u.Kind == kind).Read(fields);
        fields.RefuseOthers();
        Assert.Empty(fields.Errors);
        if (command is WithdrawChange.Withdrawal w) command = w with { Partner = WithdrawChange.Withdrawal.PartnerOf(Recorded.Of(State(household), w.Withdraws)) };
        var scene = new LifeScene(household, command.Others.Prepend(household).Distinct().ToDictionary(h => h, State), "test");
        var decision = command.Decide(scene);
        foreach (var (stream, e) in decision.Events)
        {
            if (!_events.ContainsKey(stream)) _events[stream] = [];
            _events[stream].Add(e);
        }
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
