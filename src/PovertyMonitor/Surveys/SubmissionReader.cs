using System.Text.Json;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys;

/// <summary>Reads one submission from JSON; pure. Everything that is wrong with it comes back at once.</summary>
internal static partial class SubmissionReader
{
    internal static readonly string[] Fields =
        ["submissionId", "householdId", "corrects", "round", "interviewedAt", "endedAt", "enumerator", "device", "place", "outcome", "consent", "answers", "personal"];

    private static readonly string[] PlaceFields = ["village", "rt", "rw", "dasaWisma"];
    private static readonly Dictionary<string, VisitOutcome> Outcomes = Enum.GetValues<VisitOutcome>().ToDictionary(o => Question.CodeOf(o));

    public static ReadSubmission Read(JsonElement json)
    {
        var faults = new List<AnswerFault>();
        if (json.ValueKind != JsonValueKind.Object) return new(null, PersonalData.None, [SurveyProblems.WrongKind.At("$", ("expected", "object"))]);
        RefuseOthers(json, "", Fields, faults);
        var outcomeText = Text(json, "", "outcome", Code().IsMatch, string.Join(", ", Outcomes.Keys), faults);
        VisitOutcome? outcome = outcomeText is not null && Outcomes.TryGetValue(outcomeText, out var known) ? known : null;
        if (outcomeText is not null && outcome is null) faults.Add(new("outcome", FaultKind.NotAChoice, string.Join(", ", Outcomes.Keys)));
        var consent = Consent(json, outcome, faults);
        var corrects = json.TryGetProperty("corrects", out _) ? Id(json, "corrects", faults) : null;
        if (corrects is not null && outcome is not null and not VisitOutcome.Completed)
            faults.Add(new("outcome", FaultKind.Contradiction, "completed"));
        var (id, household, at) = (Id(json, "submissionId", faults), Id(json, "householdId", faults), At(json, "interviewedAt", faults));
        var ended = json.TryGetProperty("endedAt", out _) ? At(json, "endedAt", faults) : null;
        var round = Text(json, "", "round", RoundCode().IsMatch, "2019-1", faults);
        var enumerator = Text(json, "", "enumerator", IsPersonCode, "KDR-0001", faults);
        var device = json.TryGetProperty("device", out _) ? Text(json, "", "device", IsPersonCode, "HP-0001", faults) : null;
        var place = Where(json, faults);
        var answers = AnswersOf(json, outcome, faults);
        var errors = faults.Select(SurveyProblems.ErrorOf).ToList();
        var personal = json.TryGetProperty("personal", out var identifying) ? PersonalReader.Read(identifying, "personal", errors) : PersonalData.None;
        if (errors.Count > 0) return new(null, personal, errors);
        return new(new Submission
        {
            SubmissionId = id!.Value,
            HouseholdId = household!.Value,
            Corrects = corrects,
            Round = round!,
            InterviewedAt = at!.Value,
            EndedAt = ended,
            Enumerator = enumerator!,
            Device = device,
            Place = place!,
            Outcome = outcome!.Value,
            Consent = consent!.Value,
            Answers = answers,
        }, personal, []);
    }

    private static Answers? AnswersOf(JsonElement json, VisitOutcome? outcome, List<AnswerFault> faults)
    {
        var present = json.TryGetProperty("answers", out var value);
        if (outcome == VisitOutcome.Completed && !present) faults.Add(new("answers", FaultKind.Missing, "object"));
        if (outcome is not null and not VisitOutcome.Completed && present) faults.Add(new("answers", FaultKind.NotAsked));
        return present && outcome == VisitOutcome.Completed ? AnswersReader.Read(value, "answers", faults) : null;
    }

    private static bool? Consent(JsonElement json, VisitOutcome? outcome, List<AnswerFault> faults)
    {
        if (!json.TryGetProperty("consent", out var value)) faults.Add(new("consent", FaultKind.Missing, "true, false"));
        else if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False)) faults.Add(new("consent", FaultKind.WrongKind, "true, false"));
        else if (outcome == VisitOutcome.Completed && !value.GetBoolean()) faults.Add(new("consent", FaultKind.Contradiction, "true"));
        else return value.GetBoolean();
        return null;
    }

    private static Place? Where(JsonElement json, List<AnswerFault> faults)
    {
        if (!json.TryGetProperty("place", out var place) || place.ValueKind != JsonValueKind.Object)
        {
            faults.Add(new("place", FaultKind.Missing, "object"));
            return null;
        }
        RefuseOthers(place, "place.", PlaceFields, faults);
        var village = Text(place, "place.", "village", PlaceForm.Village().IsMatch, "35.22.15.2002", faults);
        string? Optional(string name, Predicate<string> form, string example) =>
            place.TryGetProperty(name, out _) ? Text(place, "place.", name, form, example, faults) : null;
        var (rt, rw) = (Optional("rt", PlaceForm.Neighbourhood().IsMatch, "003"), Optional("rw", PlaceForm.Neighbourhood().IsMatch, "001"));
        var group = Optional("dasaWisma", PlaceForm.IsGroup, "Melati 1");
        return village is null ? null : new Place(village, rt, rw, group);
    }

    private static Instant? At(JsonElement json, string name, List<AnswerFault> faults)
    {
        const string Example = "2019-03-02T10:15:00+07:00";
        if (!json.TryGetProperty(name, out var value)) faults.Add(new(name, FaultKind.Missing, Example));
        else if (value.ValueKind != JsonValueKind.String || OffsetDateTimePattern.Rfc3339.Parse(value.GetString()!) is not { Success: true } read)
            faults.Add(new(name, FaultKind.WrongKind, Example));
        else return VisitTime.Of(read.Value);
        return null;
    }

    private static Guid? Id(JsonElement json, string name, List<AnswerFault> faults)
    {
        if (!json.TryGetProperty(name, out var value)) faults.Add(new(name, FaultKind.Missing, "UUID"));
        else if (value.ValueKind == JsonValueKind.String && Guid.TryParseExact(value.GetString(), "D", out var id) && id != Guid.Empty) return id;
        else faults.Add(new(name, FaultKind.WrongKind, "UUID"));
        return null;
    }

    private static string? Text(JsonElement json, string path, string name, Predicate<string> form, string example, List<AnswerFault> faults)
    {
        if (!json.TryGetProperty(name, out var value)) faults.Add(new(path + name, FaultKind.Missing, example));
        else if (value.ValueKind == JsonValueKind.String && form(value.GetString()!)) return value.GetString();
        else faults.Add(new(path + name, FaultKind.WrongKind, example));
        return null;
    }

    private static void RefuseOthers(JsonElement json, string path, string[] fields, List<AnswerFault> faults) => faults.AddRange(
        json.EnumerateObject().Where(f => !fields.Contains(f.Name)).Select(f => new AnswerFault(path + f.Name, FaultKind.NoSuchField, string.Join(", ", fields))));

    [GeneratedRegex(@"^[a-zA-Z]{1,20}\z")]
    private static partial Regex Code();

    [GeneratedRegex(@"^[0-9A-Za-z][0-9A-Za-z-]{0,19}\z")]
    internal static partial Regex RoundCode();

    // Telephones and identity numbers, of ten digits and more, have no place in an event; a staff number may be shorter.
    private static bool IsPersonCode(string text) => PersonCode().IsMatch(text) && !(text.Count(char.IsAsciiDigit) >= 10 && PersonalNumbers.AreIn(text));

    [GeneratedRegex(@"^[0-9A-Za-z][0-9A-Za-z._-]{0,39}\z")]
    private static partial Regex PersonCode();
}
