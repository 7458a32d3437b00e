using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Households;
using PovertyMonitor.Surveys;
using PovertyMonitor.Surveys.OpenRosa.Posting;
using PovertyMonitor.Tests.Infrastructure;
using static PovertyMonitor.Tests.Surveys.OpenRosa.FormEndpointTests;

namespace PovertyMonitor.Tests.Surveys.OpenRosa;

/// <summary>What becomes of the submissions that phones post.</summary>
public sealed class PostSubmissionTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly Instant At = Instant.FromUtc(2026, 11, 2, 3, 0);

    private static Submission Interview => SampleInterview.Of(poor: false, Phone.Village, Phone.Round, At, persons: 2);

    [Theory]
    [InlineData("HEAD")]
    [InlineData("GET")]
    public async Task A_phone_may_ask_first_how_much_is_taken(string method) =>
        AssertOpenRosa(await (await PhoneAsync()).Phone.SendAsync(new HttpMethod(method), "/submission"), HttpStatusCode.NoContent);

    [Fact]
    public async Task A_submission_is_taken_once_however_often_it_comes_and_comes_back_byte_by_byte()
    {
        var (phone, version) = await PhoneAsync();
        var submission = Interview;
        var sent = FilledForm.Of(submission, version).Bytes();

        var first = await phone.PostAsync(sent);
        AssertOpenRosa(first, HttpStatusCode.Created);
        Assert.Equal("""<OpenRosaResponse items="0" xmlns="http://openrosa.org/http/response"><message nature="">full submission upload was successful!</message></OpenRosaResponse>""",
            (await Phone.XmlAsync(first)).ToString(SaveOptions.DisableFormatting));
        Assert.Equal(HttpStatusCode.Created, (await phone.PostAsync(sent)).StatusCode);

        Assert.Equal(1L, await EventsAsync(submission.SubmissionId));
        var content = await shared.App.SendAsync(HttpMethod.Get, $"/api/submissions/{submission.SubmissionId}/content", shared.App.TokenFor(Role.Dinsos));
        Assert.Equal(sent, await content.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        Assert.Equal("text/xml", content.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task A_phone_sees_what_it_sent_under_its_key_as_a_page_and_as_JSON()
    {
        var (phone, version) = await PhoneAsync();
        await phone.PostAsync(FilledForm.Of(Interview, version));
        await phone.PostAsync("<broken"u8.ToArray());

        using var request = new HttpRequestMessage(HttpMethod.Get, $"{phone.Project}/sent?round={Phone.Round}");
        request.Headers.Accept.ParseAdd("text/html");
        var page = await shared.App.Client.SendAsync(request, TestContext.Current.CancellationToken);
        var report = JsonNode.Parse(await (await phone.SendAsync(HttpMethod.Get, "/sent", version: null)).Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

        Assert.Equal("text/html", page.Content.Headers.ContentType?.MediaType);
        Assert.Contains("<strong>1</strong> diterima", await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal((1, phone.Code), ((int)report["counts"]!["taken"]!, (string?)report["latest"]![0]!["device"]));
        Assert.Equal(HttpStatusCode.Forbidden, (await phone.SendAsync(HttpMethod.Get, "/sent", project: $"/v1/key/{new string('A', phone.Key.Length)}/projects/3522")).StatusCode);
    }

    [Fact]
    public async Task Sixteen_phones_that_send_the_same_at_once_are_all_told_that_it_is_taken()
    {
        var (phone, version) = await PhoneAsync();
        var submission = Interview;
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => phone.PostAsync(FilledForm.Of(submission, version))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Equal(1L, await EventsAsync(submission.SubmissionId));
    }

    [Fact]
    public async Task Other_content_under_the_same_id_is_a_conflict()
    {
        var (phone, version) = await PhoneAsync();
        var submission = Interview;
        await phone.PostAsync(FilledForm.Of(submission, version));
        await AssertErrorAsync(await phone.PostAsync(FilledForm.Of(submission with { Enumerator = "K-2" }, version)), HttpStatusCode.Conflict, submission.SubmissionId.ToString());
    }

    [Fact]
    public async Task The_same_id_on_another_form_is_another_submission()
    {
        var (phone, version) = await PhoneAsync();
        await Phone.OpenRoundAsync(shared.App, "2026-2");
        var submission = Interview;
        var other = FilledForm.Of(submission with { Round = "2026-2" }, await phone.VersionAsync("2026-2"));

        Assert.Equal(HttpStatusCode.Created, (await phone.PostAsync(FilledForm.Of(submission, version))).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await phone.PostAsync(other)).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await phone.PostAsync(other)).StatusCode);

        Assert.Equal(2L, await shared.App.ScalarAsync<long>($"select count(*) from mt_events where type = 'interview_completed' and stream_id = '{submission.HouseholdId}'"));
        Assert.Equal(0L, await shared.App.ScalarAsync<long>($"select count(*) from submissions_held where submission_id = '{submission.SubmissionId}'"));
    }

    [Fact]
    public async Task Of_eight_edits_at_once_one_is_taken_and_the_others_wait_for_a_person()
    {
        var (phone, version) = await PhoneAsync();
        var before = Interview;
        await phone.PostAsync(FilledForm.Of(before, version));
        var edits = Enumerable.Range(0, 8).Select(_ => before with { SubmissionId = Guid.NewGuid(), Corrects = before.SubmissionId }).ToArray();

        var answers = await Task.WhenAll(edits.Select(edit => phone.PostAsync(FilledForm.Of(edit, version))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        var states = await Task.WhenAll(edits.Select(edit => Phone.StateAsync(shared.App, edit.SubmissionId)));
        Assert.Single(states, state => state.State == "taken");
        Assert.Equal(7, states.Count(state => state.State == "review"));
    }

    [Fact]
    public async Task An_edit_that_comes_before_its_base_waits_and_an_edit_of_an_edit_follows()
    {
        var (phone, version) = await PhoneAsync();
        var before = Interview;
        var edit = before with { SubmissionId = Guid.NewGuid(), Corrects = before.SubmissionId };
        var second = before with { SubmissionId = Guid.NewGuid(), Corrects = edit.SubmissionId };

        Assert.Equal(HttpStatusCode.Created, (await phone.PostAsync(FilledForm.Of(edit, version))).StatusCode);
        Assert.Equal("waiting", (await Phone.StateAsync(shared.App, edit.SubmissionId)).State);
        Assert.Equal(HttpStatusCode.Created, (await phone.PostAsync(FilledForm.Of(before, version))).StatusCode);
        Assert.Equal("taken", (await Phone.StateAsync(shared.App, edit.SubmissionId)).State);
        Assert.Equal(HttpStatusCode.Created, (await phone.PostAsync(FilledForm.Of(second, version))).StatusCode);
        Assert.Equal("taken", (await Phone.StateAsync(shared.App, second.SubmissionId)).State);
    }

    [Fact]
    public async Task An_edit_under_an_id_that_is_taken_is_a_conflict()
    {
        var (phone, version) = await PhoneAsync();
        var (before, other) = (Interview, Interview);
        await phone.PostAsync(FilledForm.Of(before, version));
        await phone.PostAsync(FilledForm.Of(other, version));
        await AssertErrorAsync(await phone.PostAsync(FilledForm.Of(other with { Corrects = before.SubmissionId }, version)), HttpStatusCode.Conflict, other.SubmissionId.ToString());
    }

    [Fact]
    public async Task An_edit_of_a_visit_is_not_lost()
    {
        var (phone, version) = await PhoneAsync();
        var visit = Interview with { Outcome = VisitOutcome.Absent, Answers = null, Consent = false };
        var edit = visit with { SubmissionId = Guid.NewGuid(), Corrects = visit.SubmissionId, Outcome = VisitOutcome.Refused };
        await phone.PostAsync(FilledForm.Of(visit, version));

        Assert.Equal(HttpStatusCode.Created, (await phone.PostAsync(FilledForm.Of(edit, version))).StatusCode);
        Assert.Equal(("review", "openrosa.invalid_answers"), await Phone.StateAsync(shared.App, edit.SubmissionId));
    }

    [Fact]
    public async Task Files_may_come_over_several_posts_in_any_order_and_what_is_missing_is_listed()
    {
        var (phone, version) = await PhoneAsync();
        var submission = Interview;
        var filled = WithPhotos(submission, version, "kk é 家.jpg", "rumah.jpg");

        Assert.Equal(HttpStatusCode.Created, (await phone.PostAsync(filled, ("kk é 家.jpg", "same bytes"), ("virus.exe", "x"))).StatusCode);
        Assert.Equal(["kk é 家.jpg", "rumah.jpg (missing)"], await FilesAsync(submission.SubmissionId));
        Assert.Equal(HttpStatusCode.Created, (await phone.PostAsync(filled, ("rumah.jpg", "same bytes"))).StatusCode);
        Assert.Equal(["kk é 家.jpg", "rumah.jpg"], await FilesAsync(submission.SubmissionId));
        var file = await shared.App.SendAsync(HttpMethod.Get, $"/api/submissions/{submission.SubmissionId}/attachments/{Uri.EscapeDataString("kk é 家.jpg")}", shared.App.TokenFor(Role.Dinsos));
        Assert.Equal("same bytes", await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Two_fields_that_name_one_file_share_it()
    {
        var (phone, version) = await PhoneAsync();
        var submission = Interview;
        await phone.PostAsync(WithPhotos(submission, version, "a.jpg", "a.jpg"), ("a.jpg", "x"));
        Assert.Equal(["a.jpg"], await FilesAsync(submission.SubmissionId));
    }

    [Fact]
    public async Task An_edit_carries_the_files_on_that_it_does_not_send_again()
    {
        var (phone, version) = await PhoneAsync();
        var before = Interview;
        var edit = before with { SubmissionId = Guid.NewGuid(), Corrects = before.SubmissionId };
        await phone.PostAsync(WithPhotos(before, version, "a.jpg", "b.jpg"), ("a.jpg", "old a"), ("b.jpg", "old b"));
        await phone.PostAsync(WithPhotos(edit, version, "a.jpg", "b.jpg"), ("b.jpg", "new b"));

        Assert.Equal(["a.jpg", "b.jpg"], await FilesAsync(edit.SubmissionId));
        async Task<string> ContentAsync(string name) => await (await shared.App.SendAsync(
            HttpMethod.Get, $"/api/submissions/{edit.SubmissionId}/attachments/{name}", shared.App.TokenFor(Role.Dinsos))).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("old a", "new b"), (await ContentAsync("a.jpg"), await ContentAsync("b.jpg")));
    }

    [Fact]
    public async Task Broken_XML_is_taken_and_kept_with_its_files_and_the_reason()
    {
        var (phone, version) = await PhoneAsync();
        var submission = Interview;
        var broken = Encoding.UTF8.GetBytes(FilledForm.Of(submission, version).ToString().Replace("</visit>", "</visitt>", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.Created, (await phone.PostAsync(broken, ("a.jpg", "x"), ("\0.jpg", "x"))).StatusCode);
        Assert.Equal(("review", "openrosa.broken_xml"), await Phone.StateAsync(shared.App, submission.SubmissionId));
        Assert.Equal(["a.jpg"], await FilesAsync(submission.SubmissionId));
        Assert.Equal(HttpStatusCode.Created, (await phone.PostAsync(broken)).StatusCode);
    }

    [Theory]
    [InlineData("<!DOCTYPE data [<!ENTITY a \"b\">]>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-7\"?>")]
    [InlineData("<?xml version=\"1.1\"?>")]
    public async Task What_is_refused_before_its_first_element_is_kept_all_the_same(string before)
    {
        var (phone, version) = await PhoneAsync();
        var submission = Interview;
        var text = before + FilledForm.Of(submission, version).ToString(SaveOptions.DisableFormatting);

        Assert.Equal(HttpStatusCode.Created, (await phone.PostAsync(Encoding.UTF8.GetBytes(text))).StatusCode);
        Assert.Equal(("review", "openrosa.broken_xml"), await Phone.StateAsync(shared.App, submission.SubmissionId));
    }

    [Theory]
    [InlineData("</visit>", "<shoeSize>42</shoeSize></visit>", "openrosa.not_of_the_form")]
    [InlineData("<size>2</size>", "<size>two</size>", "openrosa.invalid_answers")]
    [InlineData("35.22.15.2002", "35.22.15.2003", "survey.area_not_yours")]
    [InlineData("K-1", "K\u00001", "openrosa.broken_xml")]
    [InlineData("35.22.15.2002", "35.22.99.2999", "survey.unknown_village")]
    public async Task What_can_not_be_taken_is_kept_for_review_and_the_phone_does_not_send_it_again(string right, string wrong, string reason)
    {
        var (phone, version) = await PhoneAsync(Phone.Village, "35.22.99.2999");
        var submission = Interview;
        var text = FilledForm.Of(submission, version).ToString(SaveOptions.DisableFormatting);
        Assert.Contains(right, text, StringComparison.Ordinal);

        var response = await phone.PostAsync(Encoding.UTF8.GetBytes(text.Replace(right, wrong, StringComparison.Ordinal)));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal(("review", reason), await Phone.StateAsync(shared.App, submission.SubmissionId));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("<household/>")]
    public async Task What_names_no_form_is_refused(string text) =>
        await AssertErrorAsync(await (await PhoneAsync()).Phone.PostAsync(Encoding.UTF8.GetBytes(text)), HttpStatusCode.BadRequest, "form");

    [Theory]
    [InlineData("other", "1")]
    [InlineData("household-1999-9", "1")]
    [InlineData("household-2026-1", "77")]
    [InlineData("household-2026-1", "")]
    public async Task An_unknown_form_or_version_is_named(string form, string version)
    {
        var filled = FilledForm.Of(Interview, version);
        filled.SetAttributeValue("id", form);
        await AssertErrorAsync(await (await PhoneAsync()).Phone.PostAsync(filled), HttpStatusCode.NotFound, version == "77" ? "77" : form);
    }

    [Theory]
    [InlineData("text/xml", "<household/>", "multipart/form-data")]
    [InlineData("multipart/form-data", "--b\r\n", "boundary")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"xml_submission_file\"; filename=\"x\"\r\n\r\n<a", "boundary")]
    [InlineData("multipart/form-data; boundary=b", "", "boundary")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition form-data\r\n\r\nx\r\n--b--\r\n", "header")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: ;;;\r\n\r\nx\r\n--b--\r\n", "header")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Type: text/xml\r\n\r\nx\r\n--b--\r\n", "header")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"other\"; filename=\"x\"\r\n\r\nx\r\n--b--\r\n", "xml_submission_file")]
    [InlineData("multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"xml_submission_file\"\r\n\r\nx\r\n--b--\r\n", "xml_submission_file")]
    public async Task A_broken_body_gets_its_own_answer_in_XML(string type, string body, string named)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        await AssertErrorAsync(await (await PhoneAsync()).Phone.SendAsync(HttpMethod.Post, "/submission", content), HttpStatusCode.BadRequest, named);
    }

    [Fact]
    public async Task A_body_beyond_the_bounds_is_refused_in_XML()
    {
        var (phone, _) = await PhoneAsync();
        await AssertErrorAsync(await phone.PostAsync(new byte[MultipartForm.MostXmlBytes + 1]), HttpStatusCode.RequestEntityTooLarge, "1000000");
        // Asked first, since the answer closes the connection while a client still writes.
        var large = new ByteArrayContent(new byte[21_000_000]);
        large.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        await AssertErrorAsync(await phone.SendAsync(HttpMethod.Post, "/submission", large, askFirst: true), HttpStatusCode.RequestEntityTooLarge, "20000000");
    }

    [Theory]
    [InlineData("collect:Xy1abc", "collect-Xy1abc")]
    [InlineData("", null)]
    [InlineData(":::", null)]
    [InlineData("353918056001234", null)]
    [InlineData("aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeee", "aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd")]
    public void A_devices_id_is_cut_to_a_code_and_never_a_telephone_number(string id, string? code) => Assert.Equal(code, DeviceName.CodeIn(id));

    private static XElement WithPhotos(Submission submission, string version, string familyCard, string dwelling)
    {
        var filled = FilledForm.Of(submission, version);
        filled.Element("personal")!.Add(new XElement("familyCardPhoto", familyCard), new XElement("dwellingPhoto", dwelling));
        return filled;
    }

    private async Task<IEnumerable<string>> FilesAsync(Guid submission) =>
        (await shared.App.GetAsync($"/api/submissions/{submission}", Role.Dinsos))["attachments"]!.AsArray().Select(file => $"{file!["name"]}{((bool)file["isMissing"]! ? " (missing)" : "")}");

    private Task<long> EventsAsync(Guid submission) => shared.App.ScalarAsync<long>($"select count(*) from mt_events where data->>'submissionId' = '{submission}'")!;

    private async Task<(Phone Phone, string Version)> PhoneAsync(params string[] villages)
    {
        await Phone.OpenRoundAsync(shared.App);
        var phone = await Phone.NewAsync(shared.App, villages);
        return (phone, await phone.VersionAsync());
    }
}
