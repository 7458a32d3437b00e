using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Surveys.OpenRosa.Forms;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys.OpenRosa;

/// <summary>How a phone gets its forms and lists.</summary>
public sealed class FormEndpointTests(PostgresServer server, SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly XNamespace List = "http://openrosa.org/xforms/xformsList";
    private static readonly XNamespace Manifest = "http://openrosa.org/xforms/xformsManifest";

    [Fact]
    public async Task The_form_list_leads_to_the_form_and_its_files_under_the_same_key()
    {
        var (app, phone) = (shared.App, await PhoneAsync());

        var response = await phone.SendAsync(HttpMethod.Get, "/formList");
        var form = (await Phone.XmlAsync(response)).Elements(List + "xform").Single();
        AssertOpenRosa(response, HttpStatusCode.OK);
        Assert.Equal("household-2026-1", form.Element(List + "formID")!.Value);
        Assert.Equal("Survei Rumah Tangga 2026-1", form.Element(List + "name")!.Value);

        var downloadUrl = form.Element(List + "downloadUrl")!.Value;
        Assert.StartsWith(new Uri(app.Client.BaseAddress!, phone.Project).ToString(), downloadUrl, StringComparison.Ordinal);
        var xml = await app.Client.GetStringAsync(new Uri(downloadUrl), TestContext.Current.CancellationToken);
        Assert.Equal(form.Element(List + "hash")!.Value, HashOf(xml));
        var root = XDocument.Parse(xml).Descendants(XForm.Xforms + "household").First();
        Assert.Equal((form.Element(List + "formID")!.Value, form.Element(List + "version")!.Value), (root.Attribute("id")!.Value, root.Attribute("version")!.Value));

        var manifest = await Phone.XmlAsync(await phone.SendAsync(HttpMethod.Get, new Uri(form.Element(List + "manifestUrl")!.Value).AbsolutePath, project: ""));
        foreach (var file in manifest.Elements(Manifest + "mediaFile"))
        {
            var csv = await app.Client.GetStringAsync(new Uri(file.Element(Manifest + "downloadUrl")!.Value), TestContext.Current.CancellationToken);
            Assert.Equal(file.Element(Manifest + "hash")!.Value, HashOf(csv));
            Assert.StartsWith("name,label", csv, StringComparison.Ordinal);
        }
        Assert.Equal(["villages.csv", "households.csv", "members.csv"], manifest.Descendants(Manifest + "filename").Select(e => e.Value));
    }

    [Theory]
    [InlineData("household-2026-1", 1)]
    [InlineData("household-2026-2", 0)]
    [InlineData("<&>", 0)]
    public async Task The_form_list_can_be_asked_for_one_form(string id, int count)
    {
        var forms = await Phone.XmlAsync(await (await PhoneAsync()).SendAsync(HttpMethod.Get, $"/formList?formID={Uri.EscapeDataString(id)}"));
        Assert.Equal(count, forms.Elements().Count());
    }

    [Fact]
    public async Task A_round_that_was_closed_is_no_longer_listed_but_its_form_and_its_submissions_still_work()
    {
        await using var app = await TestApp.StartAsync(server);
        var phone = await Phone.NewAsync(app);
        await Phone.OpenRoundAsync(app);
        var version = await phone.VersionAsync();
        await Phone.OpenRoundAsync(app, state: "closed");

        var submission = SampleInterview.Of(false, Phone.Village, Phone.Round, Instant.FromUtc(2026, 11, 1, 2, 0), 1);
        Assert.Empty((await Phone.XmlAsync(await phone.SendAsync(HttpMethod.Get, "/formList"))).Elements());
        Assert.Equal(HttpStatusCode.OK, (await phone.SendAsync(HttpMethod.Get, "/forms/household-2026-1.xml")).StatusCode);
        Assert.Equal(HttpStatusCode.Created, (await phone.PostAsync(FilledForm.Of(submission, version))).StatusCode);
        Assert.Equal(("review", "survey.closed_round"), await Phone.StateAsync(app, submission.SubmissionId));
    }

    [Fact]
    public async Task A_form_is_published_once_and_every_version_stays()
    {
        await using var app = await TestApp.StartAsync(server);
        var phone = await Phone.NewAsync(app);
        await Phone.OpenRoundAsync(app);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => phone.VersionAsync()));

        Assert.Equal(1L, await app.ScalarAsync<long>("select count(*) from published_forms"));
        Assert.Equal(
            await (await phone.SendAsync(HttpMethod.Get, "/forms/household-2026-1.xml")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            await (await phone.SendAsync(HttpMethod.Get, "/forms/household-2026-1/versions/1.xml")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_lists_hold_the_villages_and_known_households_of_the_device_and_no_others()
    {
        await using var app = await TestApp.StartAsync(server);
        await Phone.OpenRoundAsync(app);
        var phone = await Phone.NewAsync(app);
        var (mine, other) = (SampleInterview.Of(false, Phone.Village, Phone.Round, Instant.FromUtc(2026, 11, 1, 2, 0), 2), SampleInterview.Of(false, "35.22.15.2003", Phone.Round, Instant.FromUtc(2026, 11, 1, 2, 0), 1));
        await app.SubmitAsync(other);
        var filled = FilledForm.Of(mine, await phone.VersionAsync());
        filled.Descendants("members").First().Add(new XElement("person", new XElement("name", "=Siti \"A\"")));
        Assert.Equal(HttpStatusCode.Created, (await phone.PostAsync(filled)).StatusCode);

        var households = await CsvAsync(phone, "households.csv");
        var members = await CsvAsync(phone, "members.csv");

        Assert.Equal($"name,label,dasa_wisma\r\n{Phone.Village},\"Pacul, Bojonegoro\",\r\n", await CsvAsync(phone, "villages.csv"));
        Assert.Contains($"{mine.HouseholdId},\"'=Siti \"\"A\"\" (RT -/RW -, 2)\",{Phone.Village},,,\r\n", households, StringComparison.Ordinal);
        Assert.DoesNotContain(other.HouseholdId.ToString(), households, StringComparison.Ordinal);
        Assert.All(mine.Answers!.Members, member => Assert.Contains($"{member.Id},", members, StringComparison.Ordinal));
        Assert.Contains($",{mine.HouseholdId}\r\n", members, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/formList", "1.1")]
    [InlineData("/formList", null)]
    [InlineData("/forms/household-2026-1/manifest", null)]
    [InlineData("/submission", null)]
    public async Task The_protocols_version_must_be_stated(string path, string? version) =>
        await AssertErrorAsync(await (await PhoneAsync()).SendAsync(HttpMethod.Get, path, version: version), HttpStatusCode.BadRequest, "X-OpenRosa-Version");

    [Theory]
    [InlineData("/forms/household-1999-9.xml", "household-1999-9")]
    [InlineData("/forms/other.xml", "other")]
    [InlineData("/forms/household-2026-1/versions/99.xml", "99")]
    [InlineData("/forms/household-2026-1/versions/1e0.xml", "1e0")]
    [InlineData("/forms/household-2026-1/attachments/secrets.csv", "secrets.csv")]
    [InlineData("/forms/other/manifest", "other")]
    public async Task What_is_unknown_is_named(string path, string named) =>
        await AssertErrorAsync(await (await PhoneAsync()).SendAsync(HttpMethod.Get, path), HttpStatusCode.NotFound, named);

    [Theory]
    [InlineData("/v1/key/KEY/projects/3599", HttpStatusCode.NotFound, "3599")]
    [InlineData("/v1/key/KEY/projects/x", HttpStatusCode.NotFound, "x")]
    [InlineData("/v1/key/none/projects/3522", HttpStatusCode.Unauthorized, "key")]
    [InlineData("/v1/key/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/projects/3522", HttpStatusCode.Forbidden, "key")]
    [InlineData("/v1/projects/3522", HttpStatusCode.Unauthorized, "Authorization")]
    public async Task Who_may_not_call_is_told_so_in_XML(string project, HttpStatusCode status, string named)
    {
        var phone = await PhoneAsync();
        await AssertErrorAsync(await phone.SendAsync(HttpMethod.Get, "/formList", project: project.Replace("KEY", phone.Key, StringComparison.Ordinal)), status, named);
    }

    [Fact]
    public async Task Without_a_key_in_the_address_the_device_states_its_code_and_its_key()
    {
        var phone = await PhoneAsync();
        string Basic(string name, string password) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{password}"))}";
        Task<HttpResponseMessage> AsAsync(string authorization) => phone.SendAsync(HttpMethod.Get, "/formList", project: "/v1/projects/3522", authorization: authorization);

        AssertOpenRosa(await AsAsync(Basic(phone.Code, phone.Key)), HttpStatusCode.OK);
        AssertOpenRosa(await AsAsync($"Bearer {shared.App.TokenFor(Role.Enumerator, Phone.Village)}"), HttpStatusCode.OK);
        await AssertErrorAsync(await AsAsync(Basic("HP-other", phone.Key)), HttpStatusCode.Unauthorized, "password");
        await AssertErrorAsync(await AsAsync(Basic(phone.Code, "secret")), HttpStatusCode.Unauthorized, "password");
        await AssertErrorAsync(await AsAsync("Basic !"), HttpStatusCode.Unauthorized, "password");
        await AssertErrorAsync(await AsAsync("Bearer nonsense"), HttpStatusCode.Unauthorized, "token");
        await AssertErrorAsync(await AsAsync($"Bearer {shared.App.TokenFor(Role.Planner)}"), HttpStatusCode.Forbidden, "planner");
        var asked = await phone.SendAsync(HttpMethod.Get, "/formList", project: "/v1/projects/3522");
        Assert.Equal("Basic", asked.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Fact]
    public async Task Errors_are_in_Indonesian_unless_English_is_asked_for()
    {
        var response = await shared.App.Client.GetAsync(new Uri("/v1/projects/3522/formList", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Contains("Sertakan kepala", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    internal static void AssertOpenRosa(HttpResponseMessage response, HttpStatusCode status)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("1.0", response.Headers.GetValues("X-OpenRosa-Version").Single());
        Assert.InRange(long.Parse(response.Headers.GetValues("X-OpenRosa-Accept-Content-Length").Single(), CultureInfo.InvariantCulture), 10_000_000, 100_000_000);
        Assert.NotNull(response.Headers.Date);
        Assert.Null(response.Headers.Location);
        Assert.NotEmpty(response.Content.Headers.ContentLanguage);
    }

    internal static async Task AssertErrorAsync(HttpResponseMessage response, HttpStatusCode status, string named)
    {
        var body = await Phone.XmlAsync(response);
        Assert.True(status == response.StatusCode, $"{(int)response.StatusCode}: {body}");
        var message = body.Elements().Single();
        Assert.Equal(("OpenRosaResponse", "message", "error"), (body.Name.LocalName, message.Name.LocalName, message.Attribute("nature")!.Value));
        Assert.Equal("http://openrosa.org/http/response", body.Name.NamespaceName);
        Assert.Contains(named, message.Value, StringComparison.Ordinal);
    }

#pragma warning disable CA5351 // OpenRosa names MD5 for the hash of a form, by which a client sees that it changed.
    private static string HashOf(string content) => $"md5:{Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(content)))}";
#pragma warning restore CA5351

    private static async Task<string> CsvAsync(Phone phone, string name) =>
        await (await phone.SendAsync(HttpMethod.Get, $"/forms/household-2026-1/attachments/{name}")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private async Task<Phone> PhoneAsync()
    {
        await Phone.OpenRoundAsync(shared.App);
        return await Phone.NewAsync(shared.App);
    }
}
