using System.Globalization;
using System.Xml.Linq;
using NodaTime.Text;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Surveys;
using PovertyMonitor.Surveys.OpenRosa.Forms;

namespace PovertyMonitor.Tests.Surveys.OpenRosa;

/// <summary>Fills a form with a submission as a phone would, so that it can be sent and compared with what was read.</summary>
internal static class FilledForm
{
    private static readonly XNamespace Orx = "http://openrosa.org/xforms";

    /// <summary>The filled form; change it at will before it is sent.</summary>
    public static XElement Of(Submission submission, string version = "1", string? instanceId = null)
    {
        var visit = new XElement("visit",
            new XElement("enumerator", submission.Enumerator), new XElement("village", submission.Place.Village), new XElement("household", "new"),
            new XElement("rt", submission.Place.Rt), new XElement("rw", submission.Place.Rw), new XElement("dasaWisma", submission.Place.DasaWisma),
            new XElement("outcome", Question.CodeOf(submission.Outcome)));
        if (submission.Outcome == VisitOutcome.Completed) visit.Add(new XElement("consent", "yes"));
        visit.Add(new XElement("note"));
        return new XElement("household",
            new XAttribute(XNamespace.Xmlns + "orx", Orx.NamespaceName), new XAttribute("id", HouseholdForm.IdOf(submission.Round)), new XAttribute("version", version),
            new XElement("start", InstantPattern.ExtendedIso.Format(submission.InterviewedAt)),
            visit,
            new XElement("newId", submission.HouseholdId), new XElement("id", submission.HouseholdId),
            submission.Answers is { } answers ? new XElement("answers", Fields(answers)) : null,
            submission.Answers is null ? null : new XElement("personal", new XElement("familyCard"), new XElement("location")),
            new XElement(Orx + "meta",
                new XElement(Orx + "instanceID", instanceId ?? $"uuid:{submission.SubmissionId}"), new XElement(Orx + "instanceName", "x"),
                submission.Corrects is { } corrected ? new XElement(Orx + "deprecatedID", $"uuid:{corrected}") : null));
    }

    /// <summary>The bytes of a filled form.</summary>
    public static byte[] Bytes(this XElement form) => System.Text.Encoding.UTF8.GetBytes($"<?xml version='1.0'?>{form.ToString(SaveOptions.DisableFormatting)}");

    private static IEnumerable<XElement> Fields(object record) => Question.Of(record.GetType()).Where(q => q.IsAsked(record) != false).SelectMany(q => Fields(q, q.AnswerIn(record)));

    private static IEnumerable<XElement> Fields(Question question, object? answer)
    {
        var isChosen = question.Kind is QuestionKind.YesNo or QuestionKind.Choice;
        if (answer is null) return [new XElement(question.Name + (isChosen ? "" : "_unknown"), "unknown")];
        return question.Kind switch
        {
            QuestionKind.List => List(question, ((System.Collections.IEnumerable)answer).Cast<object>()),
            QuestionKind.Record => [new XElement(question.Name, Fields(answer))],
            _ => [new XElement(question.Name, Text(answer))],
        };
    }

    private static IEnumerable<XElement> List(Question question, IEnumerable<object> elements) =>
    [
        .. question.MayBeUnknown ? new XElement[] { new($"{question.Name}_count", elements.Count()) } : [],
        .. elements.Select(element => new XElement(question.Name, Fields(element))),
    ];

    private static string Text(object answer) => answer switch
    {
        bool yes => yes ? "yes" : "no",
        Enum choice => Question.CodeOf(choice),
        NodaTime.LocalDate date => LocalDatePattern.Iso.Format(date),
        NodaTime.YearMonth month => YearMonthPattern.Iso.Format(month) + "-01",
        _ => Convert.ToString(answer, CultureInfo.InvariantCulture)!,
    };
}
