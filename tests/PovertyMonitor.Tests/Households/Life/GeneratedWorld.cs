using System.Text.Json.Nodes;
using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Households.Life;

/// <summary>Some households to which everything happens that can, by the same reports a client sends.</summary>
internal sealed class GeneratedWorld
{
    public static readonly string[] Villages = ["35.22.15.2002", "35.22.15.2003", "35.22.15.2008"];

    private readonly Random _dice;
    private readonly Random _ids;
    private readonly LifeStory _story = new();
    private readonly List<(Guid Household, Guid Change)> _reported = [];
    private readonly bool _late;
    private readonly bool _orderly;
    private readonly List<SentReport> _sent = [];
    private readonly Dictionary<Guid, HashSet<Guid>> _ever = [];
    private readonly HashSet<Guid> _newcomers = [];
    private Instant _now = Instant.FromUtc(2018, 1, 1, 2, 0);
    private Instant _present;

    /// <param name="seed">Which world.</param>
    /// <param name="late">Whether reports come late, in any order, and interviews list whoever a phone remembers; some are rejected.</param>
    /// <param name="orderly">Whether all that is reported is true, so that nothing of it is a matter for a person.</param>
    public GeneratedWorld(int seed, bool late = false, bool orderly = false)
    {
        (_dice, _ids, _late, _orderly, _present) = (new Random(seed), new Random(~seed), late, orderly, _now);
        for (var i = 0; i < (late ? 2 : 4); i++) Interview(NewId(), null);
    }

    public IReadOnlyDictionary<Guid, List<object>> Events => _story.Events;

    /// <summary>What was reported last, in a word, for a failure's message.</summary>
    public string Last { get; private set; } = "";

    public IEnumerable<Guid> Households => _story.Households;

    public Household State(Guid household) => _story.State(household);

    /// <summary>Who lives in a household now.</summary>
    public IReadOnlyList<Member> Living(Guid household) => _story.Living(household);

    /// <summary>What was reported and taken, in the order in which it happened.</summary>
    public IReadOnlyList<SentReport> Sent => [.. _sent.Select(r => r with { Villages = [.. r.Villages.Union(MetLater(r))] })];

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
        if (!_orderly && _dice.Next(6) == 0 && ComeBack() is { } back) return back;
        if (_orderly)
        {
            if (_dice.Next(6) == 0) return Correct();
            if (_dice.Next(6) == 0 && Replace()) return 0;
            foreach (var person in Households.SelectMany(h => Living(h).Select(m => (h, m.Id)))) (_ever.TryGetValue(person.h, out var been) ? been : _ever[person.h] = []).Add(person.Id);
        }
        // Splits above all go wrong when they are learned late.
        return (_late && _dice.Next(4) == 0 ? 6 : _dice.Next(10)) switch
        {
            0 when living.Count > 0 => Interview(household, living),
            1 => Report(household, "births", new() { ["member"] = MemberOf(0) }) ? 1 : null,
            2 => Report(household, "joinings", new() { ["member"] = MemberOf(_dice.Next(18, 90)) }) ? 1 : null,
            3 when living.Count > 0 => Report(household, "deaths", Going(living)) ? -1 : null,
            4 when living.Count > 0 => Report(household, "departures", Going(living)) ? -1 : null,
            5 => Report(household, "moves", new() { ["to"] = new JsonObject { ["village"] = Elsewhere(household) } }) ? 0 : null,
            6 when living.Count > 0 => Report(household, "splits", Split(living)) ? 0 : null,
            7 => Merge(household),
            8 when _reported.Count > 0 => Withdraw(),
            9 when _dice.Next(3) == 0 => Report(household, "dissolution", new() { ["reason"] = "leftRegency" }) ? -living.Count : null,
            _ => null,
        };
    }

    // A split was on another day, between which and the one that was told nothing happened to either household.
    private bool Replace()
    {
        var wrong = _reported.SelectMany(r => State(r.Household).Changes.OfType<HouseholdSplit>().Where(s => s.ChangeId == r.Change).Select(s => (r.Household, Split: s))).ToList();
        if (wrong.Count == 0) return false;
        var (household, split) = Pick(wrong);
        var at = split.At + Duration.FromMinutes(_dice.Next(-1200, 1200));
        var (from, until) = at < split.At ? (at, split.At) : (split.At, at);
        if (Spell.Of(State(household)).Concat(Spell.Of(State(split.Into))).Any(s => s.From != split.At && s.From >= from && s.From <= until)
            || _sent.Any(r => r.Id != split.ChangeId && (r.Submission?.InterviewedAt ?? r.At) is { } then && then >= from && then <= until && Concerns(r, household, split.Into))) return false;
        _now = at;
        var head = State(split.Into).Changes.OfType<HouseholdSplitOff>().First().Answers.Members.First(m => m.Relation == Relation.Head).Id;
        var body = new JsonObject
        {
            ["into"] = $"{split.Into}",
            ["members"] = new JsonArray([.. split.Members.Select(m => (JsonNode)$"{m}")]),
            ["head"] = $"{head}",
            ["replaces"] = $"{split.ChangeId}",
        };
        if (split.NewHead is { } stays) body["newHead"] = $"{stays}";
        return Report(household, "splits", body);
    }

    private static bool Concerns(SentReport report, params Guid[] households) =>
        households.Contains(report.Household) || ((string?[])[(string?)report.Body?["absorbed"], (string?)report.Body?["into"]]).Any(id => households.Any(h => $"{h}" == id));

    // Somebody who had left comes back to where they had lived, unless they live anywhere since.
    private int? ComeBack()
    {
        var gone = Households.SelectMany(h => State(h).Changes.OfType<MemberLeft>().Select(c => (Household: h, c.Member, c.At))).ToList();
        if (gone.Count == 0) return null;
        var (household, member, left) = Pick(gone);
        var at = Instant.Max(_now, left + Duration.FromHours(1));
        if (Households.SelectMany(h => Spell.Of(State(h))).Any(s => !(s.To <= at) && s.Answers.Members.Any(m => m.Id == member))) return null;
        _now = at;
        var body = MemberOf(30);
        body["id"] = $"{member}";
        return Report(household, "joinings", new() { ["member"] = body }) ? 1 : 0;
    }

    private int? Merge(Guid household)
    {
        var absorbed = Pick(Households.ToList());
        var come = Living(absorbed).Select(m => m.Id).ToList();
        // Who comes back, and who goes before anybody asked after coming, is a matter for a person where it is learned in another order.
        if (_orderly && come.Any(m => _ever.GetValueOrDefault(household)?.Contains(m) == true)) return null;
        if (!Report(household, "merges", new() { ["absorbed"] = absorbed.ToString() })) return null;
        _newcomers.UnionWith(come);
        return 0;
    }

    private int? Correct()
    {
        var corrected = _sent.Select(r => r.Submission?.Corrects).ToHashSet();
        if (_sent.Select(r => r.Submission).OfType<Submission>().Where(s => s.Corrects is null && !corrected.Contains(s.SubmissionId)).ToList() is not { Count: > 0 } open) return null;
        var wrong = Pick(open);
        Take(wrong with
        {
            SubmissionId = NewId(),
            Corrects = wrong.SubmissionId,
            InterviewedAt = _now,
            Answers = wrong.Answers! with { Housing = wrong.Answers.Housing with { Floor = Pick([FloorMaterial.Earth, FloorMaterial.Bamboo]) } },
        });
        return 0;
    }

    private void Take(Submission submission)
    {
        if (_story.Interview(submission)) _sent.Add(new(submission.HouseholdId, submission.SubmissionId, submission) { Villages = [submission.Place.Village] });
    }

    private int? Withdraw()
    {
        var (household, change) = Pick(_reported);
        if (_orderly && !IsNoMatter(household, change)) return null;
        var before = Persons.Count;
        var recorded = Recorded.Of(State(household), change);
        var body = new JsonObject { ["withdraws"] = change.ToString(), ["reason"] = "didNotHappen" };
        // Some of those who came since go along.
        if (!_orderly && recorded is HouseholdsMerged merged)
            body["going"] = new JsonArray([.. State(household).Changes.Where(c => c.At > merged.At && c is MemberBorn or MemberJoined && _dice.Next(2) == 0)
                .Select(c => (c as MemberBorn)?.Member.Id ?? ((MemberJoined)c).Member.Id).Except(merged.Members.Select(m => m.Id)).Select(id => (JsonNode)$"{id}")]);
        if (!Report(household, "withdrawals", body, timed: false)) return null;
        // Of what concerns one household alone the number follows from what is taken back; of two together nobody comes or goes.
        return recorded is HouseholdSplit or HouseholdSplitOff or HouseholdsMerged or HouseholdMergedInto ? 0 : Persons.Count - before;
    }

    // Others may rest on what else is taken back, or a person has to say who of both is wrong.
    private bool IsNoMatter(Guid household, Guid change)
    {
        var recorded = Recorded.Of(State(household), change);
        var member = recorded switch { MemberBorn e => e.Member.Id, MemberJoined e => e.Member.Id, _ => Guid.Empty };
        // Whoever was asked or told something where it had moved to says that it did.
        if (recorded is HouseholdMoved move) return !_sent.Any(r => r.Id != change && (r.Submission?.InterviewedAt ?? r.At) >= move.MovedAt && (r.Household == household || (string?)r.Body?["absorbed"] == $"{household}"));
        // Nor does anybody head a household, or go with others, who never was.
        return (member != Guid.Empty && !_sent.Any(r => r.Submission?.Answers!.Members.Any(m => m.Id == member) == true
            || (r.Id != change && r.Body?.ToJsonString().Contains($"{member}", StringComparison.Ordinal) == true)));
    }

    private int? Interview(Guid household, IReadOnlyList<Member>? roster)
    {
        var place = Spell.Of(State(household)) is [.., var last] ? last.Place.Village : Pick(Villages);
        var interview = SampleInterview.Of(_dice.Next(2) == 0, place, $"{_now.InUtc().Year}", _now, _dice.Next(2, 6), household);
        // The same world has the same ids: of what happens at one instant they say what comes first.
        interview = interview with
        {
            SubmissionId = _orderly ? NewId() : IdFrom(_ids),
            Answers = interview.Answers! with { Members = [.. interview.Answers.Members.Select(m => m with { Id = IdFrom(_ids) })] },
        };
        if (roster is not null) interview = interview with { Answers = interview.Answers! with { Size = roster.Count, Members = _orderly ? Asked(roster) : roster } };
        if (roster is not null) _newcomers.ExceptWith(roster.Select(m => m.Id));
        Take(interview);
        Last = "interview";
        return 0;
    }

    private int? Reject(Guid household)
    {
        RejectOne(household);
        return null;
    }

    /// <summary>Rejects an interview of a household; says which.</summary>
    public Guid? RejectOne(Guid household)
    {
        if (State(household).Interviews() is not { Count: > 0 } interviews) return null;
        var rejected = Pick(interviews).SubmissionId;
        if (!_story.Reject(household, rejected)) return null;
        Last = "a rejection";
        return rejected;
    }

    private bool Report(Guid household, string kind, JsonObject body, bool timed = true)
    {
        var (id, villages) = (NewId(), VillagesOf(household, body));
        var decision = _story.Report(household, kind, id, timed ? _now : null, body);
        if (decision.Events.Count > 0 && kind != "withdrawals") _reported.Add((household, id));
        if (decision.Events.Count > 0) _sent.Add(new(household, id, null, kind, timed ? _now : null, body) { Villages = villages });
        Last = $"{kind} {body.ToJsonString()}";
        return decision.Events.Count > 0;
    }

    // What was before the first that another village knows of a household, or how that began, is told by somebody who has both villages;
    // and that a split or a merge was none, by somebody who has them all: what was reported of both since may be here before.
    private IEnumerable<string> MetLater(SentReport report)
    {
        if (report.Body?["withdraws"] is { } withdraws && WithdrawChange.Withdrawal.PartnerOf(Recorded.Of(State(report.Household), Guid.Parse((string)withdraws!))) is not null) return Villages;
        IEnumerable<Submission> Of(Guid household) => _sent.Select(s => s.Submission).OfType<Submission>().Where(s => s.HouseholdId == household && s.Corrects is null);
        return report.Submission is { } submission ? Of(report.Household).Where(s => s.InterviewedAt > submission.InterviewedAt).Select(s => s.Place.Village)
            : report.Kind == "splits" ? Of(Guid.Parse((string)report.Body!["into"]!)).OrderBy(s => s.InterviewedAt).Take(1).Select(s => s.Place.Village) : [];
    }

    // Whoever lives among those to whom it happens reports it.
    private string[] VillagesOf(Guid household, JsonObject body)
    {
        var (at, concerned) = (_now, new List<Guid> { household });
        if (body["absorbed"] is { } absorbed) concerned.Add(Guid.Parse((string)absorbed!));
        if (body["replaces"] is not null) concerned.Add(Guid.Parse((string)body["into"]!));
        if (body["withdraws"] is { } withdraws && Recorded.Of(State(household), Guid.Parse((string)withdraws!)) is { } change)
        {
            at = (change as ILifeChange)?.At - Duration.Epsilon ?? ((HouseholdMoved)change).MovedAt - Duration.Epsilon;
            if (WithdrawChange.Withdrawal.PartnerOf(change) is { } partner) concerned.Add(partner);
        }
        // That a move was none is said by somebody who has both villages: what came since may be here before.
        var left = body["withdraws"] is { } undone && Recorded.Of(State(household), Guid.Parse((string)undone!)) is HouseholdMoved move ? move.To.Village : null;
        return [.. concerned.Select(h => State(h).PlaceAt(at)?.Village).Append(left).OfType<string>().Distinct()];
    }

    private JsonObject Going(IReadOnlyList<Member> living)
    {
        var member = Pick(living);
        if (_orderly && _newcomers.Contains(member.Id)) member = living.FirstOrDefault(m => !_newcomers.Contains(m.Id)) ?? new() { Id = NewId() };
        var body = new JsonObject { ["member"] = member.Id.ToString() };
        if (member.Relation == Relation.Head && living.FirstOrDefault(m => m.Id != member.Id) is { } other) body["newHead"] = other.Id.ToString();
        return body;
    }

    private JsonObject Split(IReadOnlyList<Member> living)
    {
        var leaving = living.Where(m => _dice.Next(2) == 0 && !(_orderly && _newcomers.Contains(m.Id))).ToList();
        var body = new JsonObject
        {
            ["into"] = NewId().ToString(),
            ["members"] = new JsonArray([.. leaving.Select(m => (JsonNode)m.Id.ToString())]),
            ["head"] = (leaving.FirstOrDefault() ?? living[0]).Id.ToString(),
        };
        if (leaving.Any(m => m.Relation == Relation.Head) && living.FirstOrDefault(m => !leaving.Contains(m)) is { } stays) body["newHead"] = stays.Id.ToString();
        return body;
    }

    // Their relations are known again once they were asked.
    private static List<Member> Asked(IReadOnlyList<Member> roster)
    {
        var head = (roster.FirstOrDefault(m => m.Relation == Relation.Head) ?? roster.MaxBy(m => m.AgeYears)!).Id;
        return [.. roster.Select(m => m with { Relation = m.Id == head ? Relation.Head : m.Relation is null or Relation.Head ? Relation.OtherRelative : m.Relation })];
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

    private string Elsewhere(Guid household) => Pick([.. Villages.Where(v => v != State(household).LastPlace?.Village)]);

    private T Pick<T>(IReadOnlyList<T> of) => of[_dice.Next(of.Count)];

    private Guid NewId() => IdFrom(_dice);

    private static Guid IdFrom(Random dice)
    {
        var bytes = new byte[16];
        dice.NextBytes(bytes);
        return new Guid(bytes);
    }
}

/// <summary>A report as a client sends it: a submission, or a change of a kind.</summary>
internal sealed record SentReport(Guid Household, Guid Id, Submission? Submission, string Kind = "", Instant? At = null, JsonObject? Body = null)
{
    /// <summary>The villages of whoever sends it.</summary>
    public string[] Villages { get; init; } = [];
}
