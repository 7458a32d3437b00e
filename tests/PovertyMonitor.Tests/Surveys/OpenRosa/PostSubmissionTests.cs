using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using PovertyMonitor.Access;
using PovertyMonitor.Households;
using PovertyMonitor.Surveys.OpenRosa.Posting;
using PovertyMonitor.Tests.Infrastructure;
using static PovertyMonitor.Tests.Surveys.OpenRosa.FormEndpointTests;
using static PovertyMonitor.Tests.Surveys.OpenRosa.PostedForms;

namespace PovertyMonitor.Tests.Surveys.OpenRosa;

/// <summary>Submissions and edits that phones post, once or again and again.</summary>
[Collection(PostingApp.Name)]
public sealed class PostSubmissionTests(SharedApp shared)
{
    [Theory]
    [InlineData("HEAD")]
    [InlineData("GET")]
    public async Task A_phone_may_ask_first_how_much_is_taken(string method) =>
        AssertOpenRosa(await (await shared.App.PhoneAsync()).Phone.SendAsync(new HttpMethod(method), "/submission"), HttpStatusCode.NoContent);

    [Fact]
    public async Task A_submission_is_taken_once_however_often_it_comes_and_comes_back_byte_by_byte()
    {
        var (phone, version) = await shared.App.PhoneAsync();
        var submission = NewInterview();
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
        var (phone, version) = await shared.App.PhoneAsync();
        await phone.PostAsync(FilledForm.Of(NewInterview(), version));
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
        var (phone, version) = await shared.App.PhoneAsync();
        var submission = NewInterview();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => phone.PostAsync(FilledForm.Of(submission, version))));

        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
        Assert.Equal(1L, await EventsAsync(submission.SubmissionId));
    }

    [Fact]
    public async Task Other_content_under_the_same_id_is_a_conflict()
    {
        var (phone, version) = await shared.App.PhoneAsync();
        var submission = NewInterview();
        await phone.PostAsync(FilledForm.Of(submission, version));
        await AssertErrorAsync(await phone.PostAsync(FilledForm.Of(submission with { Enumerator = "K-2" }, version)), HttpStatusCode.Conflict, submission.SubmissionId.ToString());
    }

    [Fact]
    public async Task The_same_id_on_another_form_is_another_submission()
    {
        var (phone, version) = await shared.App.PhoneAsync();
        await Phone.OpenRoundAsync(shared.App, "2026-2");
        var submission = NewInterview();
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
        var (phone, version) = await shared.App.PhoneAsync();
        var before = NewInterview();
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
        var (phone, version) = await shared.App.PhoneAsync();
        var before = NewInterview();
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
        var (phone, version) = await shared.App.PhoneAsync();
        var (before, other) = (NewInterview(), NewInterview());
        await phone.PostAsync(FilledForm.Of(before, version));
        await phone.PostAsync(FilledForm.Of(other, version));
        await AssertErrorAsync(await phone.PostAsync(FilledForm.Of(other with { Corrects = before.SubmissionId }, version)), HttpStatusCode.Conflict, other.SubmissionId.ToString());
    }

    [Fact]
    public async Task An_edit_of_a_visit_is_not_lost()
    {
        var (phone, version) = await shared.App.PhoneAsync();
        var visit = NewInterview() with { Outcome = VisitOutcome.Absent, Answers = null, Consent = false };
        var edit = visit with { SubmissionId = Guid.NewGuid(), Corrects = visit.SubmissionId, Outcome = VisitOutcome.Refused };
        await phone.PostAsync(FilledForm.Of(visit, version));

        Assert.Equal(HttpStatusCode.Created, (await phone.PostAsync(FilledForm.Of(edit, version))).StatusCode);
        Assert.Equal(("review", "openrosa.invalid_answers"), await Phone.StateAsync(shared.App, edit.SubmissionId));
    }

    [Theory]
    [InlineData("collect:Xy1abc", "collect-Xy1abc")]
    [InlineData("", null)]
    [InlineData(":::", null)]
    [InlineData("353918056001234", null)]
    [InlineData("35-391805-600123-4", null)]
    [InlineData("android-1234567", "android-1234567")]
    [InlineData("aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeee", "aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd")]
    public void A_devices_id_is_cut_to_a_code_and_never_a_telephone_number(string id, string? code) => Assert.Equal(code, DeviceName.CodeIn(id));

    private Task<long> EventsAsync(Guid submission) => shared.App.ScalarAsync<long>($"select count(*) from mt_events where data->>'submissionId' = '{submission}'")!;
}
