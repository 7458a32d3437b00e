using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using PovertyMonitor.Access;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Directory;
using PovertyMonitor.Households.Life;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Regions;
using PovertyMonitor.Surveys;
using PovertyMonitor.Surveys.Reviews;

namespace PovertyMonitor.Tests.Households.Life;

/// <summary>Households' events, as the reports that clients send make them: read, decided and appended without a database.</summary>
internal sealed class LifeStory
{
    private static readonly Register Bojonegoro = new(RegisterFile.Read("35.22"));
    private readonly Dictionary<Guid, List<object>> _events = [];

    public IReadOnlyDictionary<Guid, List<object>> Events => _events;

    public IEnumerable<Guid> Households => _events.Keys.Order();

    public Household State(Guid household) => Household.After(_events.GetValueOrDefault(household, []));

    /// <summary>Who lives in a household now, or lived there at a time.</summary>
    public IReadOnlyList<Member> Living(Guid household, Instant? at = null) =>
        at is { } time ? LifeScene.At(State(household), time)?.Answers.Members ?? []
        : Spell.Of(State(household)) is [.., { To: null } last] ? last.Answers.Members : [];

    /// <summary>Somebody who has some villages; without any, somebody who has them all.</summary>
    public static Caller EnumeratorOf(params string[] villages) =>
        villages.Length == 0 ? Caller.Anonymous with { Subject = "test", Role = Role.Dinsos, Regency = "35.22" } : new Caller("test", Role.Enumerator, "35.22", [.. villages], []);

    /// <summary>Takes an interview, unless it is held for a person to look at.</summary>
    public bool Interview(Submission interview, params string[] villages)
    {
        var states = _events.Keys.Append(interview.HouseholdId).Distinct().ToDictionary(h => h, State);
        var entries = states.Where(s => s.Value.IsRegistered).ToDictionary(
            s => s.Key, s => new DirectoryEntry(s.Key, s.Value.LastPlace!, Instant.MinValue, null, null, null) { EndedAt = s.Value.EndedSince });
        var arrival = new Arrival { SubmissionId = interview.SubmissionId, Hash = [], Raw = new(Array.Empty<byte>(), ""), Sender = new(EnumeratorOf(villages), Door.Json) };
        if (new StandingReasons(entries, states).ReasonOf(arrival, interview) is not null) return false;
        if (!_events.TryGetValue(interview.HouseholdId, out var events))
            _events[interview.HouseholdId] = events = [new HouseholdRegistered(interview.HouseholdId, interview.Place, interview.InterviewedAt)];
        events.Add(interview.ToEvent());
        states[interview.HouseholdId] = State(interview.HouseholdId);
        foreach (var (holder, copy) in Retelling.Of(states, [interview.HouseholdId]).Told) _events[holder].Add(copy);
        return true;
    }

    /// <summary>Rejects an interview, unless somebody would live in two households by it.</summary>
    public bool Reject(Guid household, Guid submission)
    {
        var (events, both) = RejectionReach.Decide(new(submission, "noVisit", "test"), State(household).FallingWith(submission), household, _events.Keys.ToDictionary(h => h, State));
        if (both.Count > 0) return false;
        foreach (var (reached, e) in events) _events[reached].Add(e);
        return true;
    }

    /// <summary>Reports a change and says what was decided.</summary>
    public LifeDecision Report(Guid household, string kind, Guid change, Instant? at, JsonObject body, params string[] villages)
    {
        body["changeId"] = change.ToString();
        if (at is { } time) body["at"] = OffsetDateTimePattern.Rfc3339.Format(time.WithOffset(Offset.FromHours(7)));
        using var json = JsonDocument.Parse(body.ToJsonString());
        var fields = new LifeFields(json.RootElement, Bojonegoro, Instant.MaxValue);
        var command = LifeUseCase.All.Single(u => u.Kind == kind).Read(fields);
        fields.RefuseOthers();
        Assert.Empty(fields.Errors);
        if (command is WithdrawChange.Withdrawal w) command = w with { Partner = WithdrawChange.Withdrawal.PartnerOf(Recorded.Of(State(household), w.Withdraws)) };
        var scene = new LifeScene(household, _events.Keys.Concat(command.Others).Append(household).Distinct().ToDictionary(h => h, State), "test");
        var (answer, decided, _) = LifeDoor.Decide(scene, command, EnumeratorOf(villages), seen: null, []);
        var decision = decided ?? new LifeDecision([], answer.Refusal);
        foreach (var (stream, e) in decision.Events)
        {
            if (!_events.ContainsKey(stream)) _events[stream] = [];
            _events[stream].Add(e);
        }
        return decision;
    }
}
