using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Xml.Linq;
using PovertyMonitor.Surveys.OpenRosa.Posting;
using PovertyMonitor.Tests.Infrastructure;
using static PovertyMonitor.Tests.Surveys.OpenRosa.FormEndpointTests;
using static PovertyMonitor.Tests.Surveys.OpenRosa.PostedForms;

namespace PovertyMonitor.Tests.Surveys.OpenRosa;

/// <summary>What is kept for review and what is refused of that which phones post.</summary>
[Collection(PostingApp.Name)]
public sealed class PostFaultTests(SharedApp shared)
{
    [Fact]
    public async Task Broken_XML_is_taken_and_kept_with_its_files_and_the_reason()
    {
        var (phone, version) = await shared.App.PhoneAsync();
        var submission = NewInterview();
        var broken = Encoding.UTF8.GetBytes(FilledForm.Of(submission, version).ToString().Replace("</visit>", "</visitt>", StringComparison.Ordinal));

        Assert.Equal(HttpStatusCode.Created, (await phone.PostAsync(broken, ("a.jpg", "x"), ("\0.jpg", "x"))).StatusCode);
        Assert.Equal(("review", "openrosa.broken_xml"), await Phone.StateAsync(shared.App, submission.SubmissionId));
        Assert.Equal(["a.jpg"], await shared.App.FilesAsync(submission.SubmissionId));
        Assert.Equal(HttpStatusCode.Created, (await phone.PostAsync(broken)).StatusCode);
    }

    [Theory]
    [InlineData("<!DOCTYPE data [<!ENTITY a \"b\">]>")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-7\"?>")]
    [InlineData("<?xml version=\"1.1\"?>")]
    public async Task What_is_refused_before_its_first_element_is_kept_all_the_same(string before)
    {
        var (phone, version) = await shared.App.PhoneAsync();
        var submission = NewInterview();
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
        var (phone, version) = await shared.App.PhoneAsync();
        var submission = NewInterview();
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
        await AssertErrorAsync(await (await shared.App.PhoneAsync()).Phone.PostAsync(Encoding.UTF8.GetBytes(text)), HttpStatusCode.BadRequest, "form");

    [Theory]
    [InlineData("other", "1")]
    [InlineData("household-1999-9", "1")]
    [InlineData("household-2026-1", "77")]
    [InlineData("household-2026-1", "")]
    public async Task An_unknown_form_or_version_is_named(string form, string version)
    {
        var filled = FilledForm.Of(NewInterview(), version);
        filled.SetAttributeValue("id", form);
        await AssertErrorAsync(await (await shared.App.PhoneAsync()).Phone.PostAsync(filled), HttpStatusCode.NotFound, version == "77" ? "77" : form);
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
        await AssertErrorAsync(await (await shared.App.PhoneAsync()).Phone.SendAsync(HttpMethod.Post, "/submission", content), HttpStatusCode.BadRequest, named);
    }

    [Fact]
    public async Task A_body_beyond_the_bounds_is_refused_in_XML()
    {
        var (phone, _) = await shared.App.PhoneAsync();
        await AssertErrorAsync(await phone.PostAsync(new byte[MultipartForm.MostXmlBytes + 1]), HttpStatusCode.RequestEntityTooLarge, "1000000");
        // Asked first, since the answer closes the connection while a client still writes.
        var large = new ByteArrayContent(new byte[21_000_000]);
        large.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        await AssertErrorAsync(await phone.SendAsync(HttpMethod.Post, "/submission", large, askFirst: true), HttpStatusCode.RequestEntityTooLarge, "20000000");
    }
}
