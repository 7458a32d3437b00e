using System.Collections;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys;
using PovertyMonitor.Surveys.Files.Format;

namespace PovertyMonitor.Tests.Surveys.Files.Format;

/// <summary>What a clerk writes into the template for a visit.</summary>
internal sealed class FilledRows
{
    private readonly Language _language;
    private readonly List<string[]> _rows = [NewRow()];

    private FilledRows(Language language) => _language = language;

    /// <summary>The rows; ids are written so that what comes back can be compared.</summary>
    public static IReadOnlyList<string[]> Of(Submission submission, PersonalData personal, Language language, string? householdNo = null)
    {
        var rows = new FilledRows(language);
        rows.Set(0, "householdNo", householdNo ?? "");
        if (householdNo is null)
        {
            rows.Set(0, "householdId", submission.HouseholdId);
            rows.Set(0, "submissionId", submission.SubmissionId);
        }
        rows.Set(0, "corrects", submission.Corrects);
        rows.Set(0, "interviewedAt", OffsetDateTimePattern.Rfc3339.Format(submission.InterviewedAt.InUtc().ToOffsetDateTime()));
        rows.Set(0, "enumerator", submission.Enumerator);
        rows.Set(0, "device", submission.Device);
        rows.Set(0, "place.village", submission.Place.Village);
        rows.Set(0, "place.rt", submission.Place.Rt);
        rows.Set(0, "place.rw", submission.Place.Rw);
        rows.Set(0, "place.dasaWisma", submission.Place.DasaWisma);
        rows.Set(0, "outcome", submission.Outcome);
        rows.Set(0, "consent", submission.Consent);
        if (submission.Answers is { } answers) rows.Record(answers, 0, "");
        rows.Personal(personal, submission.Answers);
        if (householdNo is not null)
            foreach (var row in rows._rows) row[Layout.ByCode["members.id"].Index] = "";
        return rows._rows;
    }

    private void Record(object record, int row, string path)
    {
        foreach (var question in Question.Of(record.GetType()).Where(q => q.IsAsked(record) != false))
        {
            var answer = question.AnswerIn(record);
            var code = path + question.Name;
            if (question.Kind == QuestionKind.List) List(question, (IList?)answer, code);
            else if (question.Kind == QuestionKind.Record && answer is not null) Record(answer, row, $"{code}.");
            else if (question.Kind == QuestionKind.Record) Set(row, Layout.Columns.First(c => c.Code.StartsWith($"{code}.", StringComparison.Ordinal)).Code, Unknown);
            else Set(row, code, answer ?? Unknown);
        }
    }

    private void List(Question question, IList? list, string code)
    {
        if (question.MayBeUnknown) Set(0, code, list is null ? Unknown : list.Count);
        for (var i = 0; i < (list?.Count ?? 0); i++)
        {
            if (i == _rows.Count) _rows.Add(NewRow());
            Record(list![i]!, i, $"{code}.");
        }
    }

    private void Personal(PersonalData personal, Answers? answers)
    {
        Set(0, "personal.familyCard", personal.FamilyCard);
        Set(0, "personal.phone", personal.Phone);
        Set(0, "personal.address", personal.Address);
        Set(0, "personal.note", personal.Note);
        Set(0, "personal.latitude", personal.Location?.Latitude);
        Set(0, "personal.longitude", personal.Location?.Longitude);
        Set(0, "personal.accuracyMetres", personal.Location?.AccuracyMetres);
        foreach (var person in personal.Members)
        {
            var row = answers!.Members.ToList().FindIndex(m => m.Id == person.Member);
            Set(row, "personal.members.name", person.Name);
            Set(row, "personal.members.nik", person.Nik);
            Set(row, "personal.members.birthDate", person.BirthDate);
            Set(row, "personal.members.phone", person.Phone);
        }
    }

    private string Unknown => _language == Language.English ? "unknown" : "tidak tahu";

    private void Set(int row, string code, object? value)
    {
        var column = Layout.ByCode[code];
        _rows[row][column.Index] = value switch
        {
            null => "",
            bool yes => _language == Language.English ? yes ? "yes" : "no" : yes ? "ya" : "tidak",
            Enum choice => column.Options.First(o => o.Code == Question.CodeOf(choice)).Wording.In(_language),
            LocalDate date => _language == Language.English ? LocalDatePattern.Iso.Format(date) : date.ToString("dd'/'MM'/'yyyy", CultureInfo.InvariantCulture),
            YearMonth month => _language == Language.English ? YearMonthPattern.Iso.Format(month) : string.Create(CultureInfo.InvariantCulture, $"{month.Month:00}/{month.Year}"),
            decimal number when _language == Language.Indonesian => number.ToString(CultureInfo.InvariantCulture).Replace('.', ','),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };
    }

    private static string[] NewRow()
    {
        var row = new string[Layout.Columns.Count];
        Array.Fill(row, "");
        return row;
    }
}
