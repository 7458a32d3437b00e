using System.Net;
using System.Xml.Linq;
using PovertyMonitor.Access;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;
using static PovertyMonitor.Tests.Surveys.OpenRosa.PostedForms;

namespace PovertyMonitor.Tests.Surveys.OpenRosa;

/// <summary>Files that phones post with their submissions.</summary>
[Collection(PostingApp.Name)]
public sealed class PostAttachmentsTests(SharedApp shared)
{
    [Fact]
    public async Task Files_may_come_over_several_posts_in_any_order_and_what_is_missing_is_listed()
    {
        var (phone, version) = await shared.App.PhoneAsync();
        var submission = NewInterview();
        var filled = WithPhotos(submission, version, "kk é 家.jpg", "rumah.jpg");

        Assert.Equal(HttpStatusCode.Created, (await phone.PostAsync(filled, ("kk é 家.jpg", "same bytes"), ("virus.exe", "x"))).StatusCode);
        Assert.Equal(["kk é 家.jpg", "rumah.jpg (missing)"], await shared.App.FilesAsync(submission.SubmissionId));
        Assert.Equal(HttpStatusCode.Created, (await phone.PostAsync(filled, ("rumah.jpg", "same bytes"))).StatusCode);
        Assert.Equal(["kk é 家.jpg", "rumah.jpg"], await shared.App.FilesAsync(submission.SubmissionId));
        var file = await shared.App.SendAsync(HttpMethod.Get, $"/api/submissions/{submission.SubmissionId}/attachments/{Uri.EscapeDataString("kk é 家.jpg")}", shared.App.TokenFor(Role.Dinsos));
        Assert.Equal("same bytes", await file.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Two_fields_that_name_one_file_share_it()
    {
        var (phone, version) = await shared.App.PhoneAsync();
        var submission = NewInterview();
        await phone.PostAsync(WithPhotos(submission, version, "a.jpg", "a.jpg"), ("a.jpg", "x"));
        Assert.Equal(["a.jpg"], await shared.App.FilesAsync(submission.SubmissionId));
    }

    [Fact]
    public async Task An_edit_carries_the_files_on_that_it_does_not_send_again()
    {
        var (phone, version) = await shared.App.PhoneAsync();
        var before = NewInterview();
        var edit = before with { SubmissionId = Guid.NewGuid(), Corrects = before.SubmissionId };
        await phone.PostAsync(WithPhotos(before, version, "a.jpg", "b.jpg"), ("a.jpg", "old a"), ("b.jpg", "old b"));
        await phone.PostAsync(WithPhotos(edit, version, "a.jpg", "b.jpg"), ("b.jpg", "new b"));

        Assert.Equal(["a.jpg", "b.jpg"], await shared.App.FilesAsync(edit.SubmissionId));
        async Task<string> ContentAsync(string name) => await (await shared.App.SendAsync(
            HttpMethod.Get, $"/api/submissions/{edit.SubmissionId}/attachments/{name}", shared.App.TokenFor(Role.Dinsos))).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(("old a", "new b"), (await ContentAsync("a.jpg"), await ContentAsync("b.jpg")));
    }

    [Fact]
    public async Task A_file_keeps_its_place_and_what_comes_under_its_name_later_is_kept_beside_it()
    {
        var (phone, version) = await shared.App.PhoneAsync();
        var submission = NewInterview();
        await phone.PostAsync(WithPhotos(submission, version, "a.jpg", "b.jpg"), ("a.jpg", "first"));
        await phone.PostAsync(WithPhotos(submission, version, "a.jpg", "b.jpg"), ("a.jpg", "second"));
        var conflict = await phone.PostAsync(WithPhotos(submission with { Round = submission.Round, Place = submission.Place with { Rt = "099" } }, version, "a.jpg", "b.jpg"), ("a.jpg", "third"));

        var path = $"/api/submissions/{submission.SubmissionId}";
        var file = (await shared.App.GetAsync(path, Role.Dinsos))["attachments"]![0]!;
        var others = file["otherContents"]!.AsArray().Select(hash => (string)hash!).ToList();
        async Task<string> ContentAsync(string query) => await (await shared.App.SendAsync(
            HttpMethod.Get, $"{path}/attachments/a.jpg{query}", shared.App.TokenFor(Role.Dinsos))).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Conflict, conflict.StatusCode);
        Assert.Equal("first", await ContentAsync(""));
        Assert.Equal(["second", "third"], [await ContentAsync($"?content={others[0]}"), await ContentAsync($"?content={others[1]}")]);
    }

    private static XElement WithPhotos(Submission submission, string version, string familyCard, string dwelling)
    {
        var filled = FilledForm.Of(submission, version);
        filled.Element("personal")!.Add(new XElement("familyCardPhoto", familyCard), new XElement("dwellingPhoto", dwelling));
        return filled;
    }
}
