using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using PovertyMonitor.Access;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys.OpenRosa;

/// <summary>A phone with a device key, calling as survey apps do.</summary>
internal sealed class Phone(TestApp app, string code, string key)
{
    public const string Village = "35.22.15.2002";
    public const string Round = "2026-1";

    public string Code => code;

    public string Key => key;

    public string Project => $"/v1/key/{key}/projects/3522";

    /// <summary>A phone with a new key for the village.</summary>
    public static async Task<Phone> NewAsync(TestApp app)
    {
        var code = $"HP-{Guid.NewGuid().ToString()[..8]}";
        var body = await IssueAsync(app, new JsonObject { ["code"] = code, ["villages"] = new JsonArray(Village) });
        return new Phone(app, code, (string)body["key"]!);
    }

    /// <summary>Opens the round whose form the phone gets.</summary>
    public static async Task OpenRoundAsync(TestApp app, string round = Round, string state = "open")
    {
        var response = await app.SendAsync(HttpMethod.Put, $"/api/rounds/{round}", app.TokenFor(Role.Operator), Json(new JsonObject { ["state"] = state }));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    public static async Task<JsonNode> IssueAsync(TestApp app, JsonObject device)
    {
        var response = await app.SendAsync(HttpMethod.Post, "/api/devices", app.TokenFor(Role.Operator), Json(device));
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.Created, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>The version of the round's form that is in use.</summary>
    public async Task<string> VersionAsync(string round = Round) =>
        (await XmlAsync(await SendAsync(HttpMethod.Get, $"/formList?formID=household-{round}"))).Descendants().First(e => e.Name.LocalName == "version").Value;

    public Task<HttpResponseMessage> PostAsync(XElement filled, params (string Name, string Content)[] files) => PostAsync(filled.Bytes(), files);

    public Task<HttpResponseMessage> PostAsync(byte[] xml, params (string Name, string Content)[] files)
    {
        using var body = new MemoryStream();
        foreach (var (name, content) in files) Write(body, name, "image/jpeg", Encoding.UTF8.GetBytes(content));
        Write(body, "xml_submission_file", "text/xml", xml);
        body.Write("--phone0123456789--\r\n"u8);
        var multipart = new ByteArrayContent(body.ToArray());
        multipart.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=phone0123456789");
        return SendAsync(HttpMethod.Post, "/submission", multipart);
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null, string? version = "1.0", string? project = null, string? authorization = null, bool askFirst = false)
    {
        var request = new HttpRequestMessage(method, (project ?? Project) + path) { Content = content };
        request.Headers.ExpectContinue = askFirst;
        if (version is not null) request.Headers.Add("X-OpenRosa-Version", version);
        if (authorization is not null) request.Headers.Add("Authorization", authorization);
        request.Headers.AcceptLanguage.ParseAdd("en");
        return app.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<XElement> XmlAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.Content.Headers.ContentType?.MediaType == "text/xml", text);
        return XDocument.Parse(text).Root!;
    }

    /// <summary>The state of a submission and its reason, as Dinas Sosial reads it.</summary>
    public static async Task<(string? State, string? Reason)> StateAsync(TestApp app, Guid submission)
    {
        var kept = await app.GetAsync($"/api/submissions/{submission}", Role.Dinsos);
        return ((string?)kept["state"], (string?)kept["reason"]);
    }

    // As phones write it: file names as bare UTF-8.
    private static void Write(MemoryStream body, string name, string type, byte[] content)
    {
        body.Write(Encoding.UTF8.GetBytes($"--phone0123456789\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{name}\"\r\nContent-Type: {type}\r\n\r\n"));
        body.Write(content);
        body.Write("\r\n"u8);
    }

    private static StringContent Json(JsonObject body) => new(body.ToJsonString(), new MediaTypeHeaderValue("application/json"));
}
