using System.Net.Http.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using PovertyMonitor.Households;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Surveys.OpenRosa;

namespace PovertyMonitor.Benchmarks.Intake;

/// <summary>The OpenRosa entrance, one filled form a post, against a bare endpoint that commits the same bytes, with few and with many submissions stored.</summary>
internal static class OpenRosaRatio
{
    public const string Round = "2026-1";
    /// <summary>Measures with what is stored now.</summary>
    /// <param name="service">The service.</param>
    /// <param name="bare">The yardstick.</param>
    /// <param name="state">How full the store is, for the reader.</param>
    /// <param name="posts">Posts at each concurrency and round; a quarter of it at concurrency 1.</param>
    /// <param name="rounds">Timed rounds.</param>
    /// <param name="concurrencies">How many phones post at once.</param>
    public static async Task PrintAsync(BenchService service, BareEndpoint bare, string state, int posts, int rounds, IReadOnlyList<int> concurrencies)
    {
        var requests = Census.Requests(posts, posts, seed: 1000);
        var (address, version) = await PhoneAsync(service, [.. requests.SelectMany(r => r.Villages).Distinct()]);
        foreach (var door in (Uri[])[address, bare.Address])
            await WarmUp.UntilCompiledAsync(() => Posts.RateAsync(door, Forms(requests, version, posts), concurrencies.Max()));
        foreach (var concurrency in concurrencies)
        {
            var (ours, theirs) = (new List<double>(), new List<double>());
            var (ourTime, theirTime) = (new ProcessorTime(), new ProcessorTime());
            var count = concurrency == 1 ? posts / 4 : posts;
            for (var round = 1; round <= rounds; round++)
            {
                var forms = Forms(requests, version, count);
                var before = await ProcessorTime.ReadAsync(service.ConnectionString);
                ours.Add(await Posts.RateAsync(address, forms, concurrency));
                var between = await ProcessorTime.ReadAsync(service.ConnectionString);
                theirs.Add(await Posts.RateAsync(bare.Address, forms, concurrency));
                (ourTime, theirTime) = (ourTime + (between - before), theirTime + (await ProcessorTime.ReadAsync(service.ConnectionString) - between));
            }
            Figures.Print($"OpenRosa, {state}, {concurrency} at once", Figures.Median(ours), "bare endpoint, same bytes", Figures.Median(theirs), 0.5);
            Figures.Print("processor time a post", ourTime, theirTime, count * rounds);
        }
    }

    private static List<byte[]> Forms(List<SurveyRequest> requests, string version, int count) =>
        [.. requests.SelectMany(r => r.Submissions).Take(count).Select(s => FilledForm.Of(Anew(s), version).Bytes())];

    // Every post is a household never seen before.
    private static Submission Anew(Submission submission) => submission with
    {
        SubmissionId = Guid.NewGuid(),
        HouseholdId = Guid.NewGuid(),
        Round = Round,
        Place = new Place(submission.Place.Village, submission.Place.Rt, submission.Place.Rw, submission.Place.DasaWisma),
    };

    private static async Task<(Uri Address, string Version)> PhoneAsync(BenchService service, string[] villages)
    {
        using var http = service.Operator();
        using var issued = await http.PostAsJsonAsync("api/devices", new { code = $"HP-{Guid.NewGuid().ToString()[..8]}", villages });
        issued.EnsureSuccessStatusCode();
        var key = (string)JsonNode.Parse(await issued.Content.ReadAsStringAsync())!["key"]!;
        var project = new Uri(service.Address, $"v1/key/{key}/projects/{BenchService.Regency.Replace(".", "", StringComparison.Ordinal)}/");
        using var phone = new HttpClient { DefaultRequestHeaders = { { "X-OpenRosa-Version", "1.0" } } };
        var list = XDocument.Parse(await phone.GetStringAsync(new Uri(project, "formList")));
        return (new Uri(project, "submission"), list.Descendants().First(e => e.Name.LocalName == "version").Value);
    }
}
