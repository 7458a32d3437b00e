using System.Text;
using System.Xml.Linq;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Simulation;
using PovertyMonitor.Surveys;
using PovertyMonitor.Surveys.OpenRosa;
using PovertyMonitor.Surveys.OpenRosa.Forms;
using PovertyMonitor.Surveys.OpenRosa.Reading;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys.OpenRosa;

/// <summary>What is made of a filled form.</summary>
public sealed class OpenRosaArrivalTests
{
    private const string Village = "35.22.15.2002";
    private static readonly Instant At = Instant.FromUtc(2026, 11, 2, 3, 0);
    private static readonly string Form = XForm.Write(HouseholdForm.Of("2026-1"), "1");

    private static readonly Register Bojonegoro = new(RegisterFile.Read("35.22"));

    private static Submission Interview => SampleInterview.Of(poor: true, Village, "2026-1", At, persons: 3);

    [Fact]
    public void A_filled_form_says_what_the_enumerator_filled_in()
    {
        var submission = Interview with { Place = new Place(Village, "003", "01", "Melati 1") };

        var arrival = Arrive(FilledForm.Of(submission));

        Assert.Null(arrival.Reason);
        AssertSame(submission, arrival.Submission!);
    }

    [Fact]
    public void Every_answer_of_a_thousand_households_and_every_unknown_one_survives_the_form()
    {
        foreach (var submission in Simulated(1000))
        {
            var arrival = Arrive(FilledForm.Of(submission), village: submission.Place.Village);

            Assert.True(arrival.Reason is null, $"{arrival.Reason?.Code}: {FilledForm.Of(submission)}");
            AssertSame(submission with { Device = null }, arrival.Submission!);
        }
    }

    [Fact]
    public void A_question_added_since_the_form_was_published_is_unknown()
    {
        var earlier = XDocument.Parse(Form);
        earlier.Descendants().Where(e => e.Name.LocalName is "motorbike" or "chronicIllness").Remove();
        var filled = FilledForm.Of(Interview);
        filled.Descendants().Where(e => e.Name.LocalName is "motorbike" or "chronicIllness").Remove();

        var arrival = Arrive(filled, form: earlier.ToString());

        Assert.Null(arrival.Reason);
        Assert.Null(arrival.Submission!.Answers!.Housing.Assets.Motorbike);
        Assert.All(arrival.Submission.Answers.Members, member => Assert.Null(member.ChronicIllness));
        Assert.Equal(Interview.Answers!.Housing.Assets.Bicycle, arrival.Submission.Answers.Housing.Assets.Bicycle);
    }

    [Fact]
    public void What_stayed_in_a_question_that_is_not_asked_any_more_is_no_answer()
    {
        var filled = FilledForm.Of(Interview);
        filled.Descendants("members").First().Add(new XElement("pregnant", "yes"));
        filled.Descendants("sanitation").Single().Value = "openDefecation";

        var arrival = Arrive(filled);

        Assert.Null(arrival.Reason);
        Assert.Null(arrival.Submission!.Answers!.Housing.SanitationShared);
        Assert.Null(arrival.Submission.Answers.Members[0].Pregnant);
    }

    [Fact]
    public void A_visit_without_an_interview_needs_no_answers_and_takes_none()
    {
        var filled = FilledForm.Of(Interview);
        filled.Descendants("outcome").Single().Value = "refused";

        var arrival = Arrive(filled);

        Assert.Null(arrival.Reason);
        Assert.Equal(VisitOutcome.Refused, arrival.Submission!.Outcome);
        Assert.False(arrival.Submission.Consent);
        Assert.Null(arrival.Submission.Answers);
    }

    [Fact]
    public void What_identifies_people_is_split_off_with_its_member()
    {
        var submission = Interview;
        var filled = FilledForm.Of(submission);
        filled.Element("personal")!.ReplaceNodes(new XElement("familyCard", "3522150101010001"), new XElement("phone", "0812"), new XElement("address", "Jl. Melati 3"),
            new XElement("location", "-7.15 111.88 0 4.5"), new XElement("familyCardPhoto", "kk é.jpg"), new XElement("dwellingPhoto", "rumah.jpg"));
        filled.Descendants("members").First().Add(new XElement("person", new XElement("name", "Siti Aminah"), new XElement("birthDate", "1986-02-01")));
        filled.Descendants("note").Single().Value = "Rumah di tikungan";

        var arrival = Arrive(filled);

        Assert.Null(arrival.Reason);
        Assert.Equal(("3522150101010001", "0812", "Jl. Melati 3", "Rumah di tikungan"), (arrival.Personal.FamilyCard, arrival.Personal.Phone, arrival.Personal.Address, arrival.Personal.Note));
        Assert.Equal(new Identities.GeoPoint(-7.15m, 111.88m, 4.5m), arrival.Personal.Location);
        Assert.Equal(new Identities.PersonIdentity(submission.Answers!.Members[0].Id, "Siti Aminah", BirthDate: new LocalDate(1986, 2, 1)), Assert.Single(arrival.Personal.Members));
        Assert.Equal(["kk é.jpg", "rumah.jpg"], arrival.Attachments);
    }

    [Fact]
    public void An_edit_corrects_the_submission_whose_place_it_takes()
    {
        var before = Guid.NewGuid();
        Assert.Equal(before, Arrive(FilledForm.Of(Interview with { Corrects = before })).Submission!.Corrects);
    }

    [Fact]
    public void An_edit_of_a_visit_is_kept_for_review()
    {
        var filled = FilledForm.Of(Interview with { Corrects = Guid.NewGuid(), Outcome = VisitOutcome.Absent, Answers = null });
        Assert.Equal(OpenRosaProblems.InvalidAnswers, Arrive(filled).Reason);
    }

    [Fact]
    public void An_id_that_is_no_uuid_gives_always_the_same_id()
    {
        var filled = FilledForm.Of(Interview, instanceId: "collect-17");
        Assert.Equal(Arrive(filled).SubmissionId, Arrive(filled).SubmissionId);
        Assert.NotEqual(Arrive(filled).SubmissionId, Arrive(FilledForm.Of(Interview, instanceId: "collect-18")).SubmissionId);
    }

    [Fact]
    public void A_submission_without_an_id_gets_one_of_its_content()
    {
        var submission = Interview;
        XElement Nameless(string note)
        {
            var filled = FilledForm.Of(submission);
            filled.Descendants().Where(e => e.Name.LocalName == "instanceID").Remove();
            filled.Descendants("note").Single().Value = note;
            return filled;
        }
        Assert.Null(Arrive(Nameless("a")).Reason);
        Assert.Equal(Arrive(Nameless("a")).SubmissionId, Arrive(Nameless("a")).SubmissionId);
        Assert.NotEqual(Arrive(Nameless("a")).SubmissionId, Arrive(Nameless("b")).SubmissionId);
    }

    public static TheoryData<string, string> Wrong => new()
    {
        { "</visit>", "<shoeSize>42</shoeSize></visit>" },
        { "<size>3</size>", "<size>three</size>" },
        { "<size>3</size>", "<size>99999999999999999999999999999999</size>" },
        { "<size>3</size>", "<size>3</size><size>4</size>" },
        { "<size>3</size>", "<size/>" },
        { "<size>3</size>", "<size><a/></size>" },
        { "<floor>tile</floor>", "<floor>gold</floor>" },
        { "<radio>yes</radio>", "<radio>maybe</radio>" },
        { "<month>2025-11-01</month>", "<month>2025-13-01</month>" },
        { "<start>2026-11-02T03:00:00Z</start>", "<start>yesterday</start>" },
        { "<consent>yes</consent>", "<consent>no</consent>" },
        { "<personal>", "text<personal>" },
        { "<location />", "<location>far away</location>" },
        { "<start>2026-11-02T03:00:00Z</start>", "<start>2026-02-30T03:00:00Z</start>" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_the_form_does_not_allow_is_a_reason_and_not_an_answer(string right, string wrong)
    {
        var text = FilledForm.Of(Interview).ToString(SaveOptions.DisableFormatting);
        Assert.Contains(right, text, StringComparison.Ordinal);

        var arrival = Arrive(Encoding.UTF8.GetBytes(text.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.True(arrival.Reason == OpenRosaProblems.InvalidAnswers || arrival.Reason == OpenRosaProblems.NotOfTheForm, arrival.Reason?.Code);
    }

    [Fact]
    public void A_household_of_another_village_is_kept_for_review_with_its_village()
    {
        var arrival = Arrive(FilledForm.Of(Interview with { Place = new Place("35.22.15.2003") }));
        Assert.Equal((SurveyProblems.AreaNotYours, "35.22.15.2003"), (arrival.Reason, arrival.Village));
    }

    [Theory]
    [InlineData("</answers>", "</answer>")]
    [InlineData("</household>", "")]
    [InlineData("<note />", "<note>\0</note>")]
    [InlineData("<note />", "<note>&nbsp;</note>")]
    [InlineData("<note />", "<a:note/>")]
    public void Broken_XML_is_kept_under_its_id(string right, string wrong)
    {
        var submission = Interview;
        var text = FilledForm.Of(submission).ToString(SaveOptions.DisableFormatting);
        Assert.Contains(right, text, StringComparison.Ordinal);

        var arrival = Arrive(Encoding.UTF8.GetBytes(text.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.Equal((OpenRosaProblems.BrokenXml, submission.SubmissionId), (arrival.Reason, arrival.SubmissionId));
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_kept_under_their_id()
    {
        var submission = Interview;
        var bytes = FilledForm.Of(submission).Bytes();
        bytes[bytes.AsSpan().IndexOf("K-1"u8)] = 0xFF;

        Assert.Equal((OpenRosaProblems.BrokenXml, submission.SubmissionId), (Arrive(bytes).Reason, Arrive(bytes).SubmissionId));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("{\"id\": 1}")]
    [InlineData("<household/>")]
    [InlineData("<household id=''/>")]
    [InlineData("<household id='x")]
    public void What_names_no_form_can_not_be_attributed(string text) => Assert.Null(SubmissionXml.Read(Encoding.UTF8.GetBytes(text)));

    [Theory]
    [InlineData(100_000, "<a>", "</a>")]
    [InlineData(30_000, "<a/>", "")]
    [InlineData(70_000, "<![CDATA[x]]>", "")]
    public void A_document_beyond_every_form_is_broken_and_costs_little(int times, string open, string close)
    {
        var text = "<household id='household-2026-1' version='1'>" + string.Concat(Enumerable.Repeat(open, times)) + string.Concat(Enumerable.Repeat(close, times)) + "</household>";
        Assert.Null(SubmissionXml.Read(Encoding.UTF8.GetBytes(text))!.Root);
    }

    private static Arrival Arrive(XElement filled, string? form = null, string village = Village) => Arrive(filled.Bytes(), form, village);

    private static Arrival Arrive(byte[] bytes, string? form = null, string village = Village)
    {
        var caller = new Caller("HP-1", Role.Enumerator, "35.22", [village], []);
        return OpenRosaArrival.Of(bytes, SubmissionXml.Read(bytes)!, FormDefinition.Read(form ?? Form), new SubmissionCheck(Bojonegoro, caller, Instant.FromUtc(2100, 1, 1, 0, 0)),
            device: null, new ContentHash(new byte[32]).Of(bytes));
    }

    private static IEnumerable<Submission> Simulated(int count)
    {
        var population = new Population(Bojonegoro.Villages.Select(v => v.Code), count, rounds: 1, seed: 7);
        return Enumerable.Range(0, population.Villages).SelectMany(village => population.Submissions(0, village));
    }

    private static void AssertSame(Submission expected, Submission read) =>
        Assert.Equal(Encoding.UTF8.GetString(SubmissionWriter.ToUtf8(expected)), Encoding.UTF8.GetString(SubmissionWriter.ToUtf8(read)));
}
