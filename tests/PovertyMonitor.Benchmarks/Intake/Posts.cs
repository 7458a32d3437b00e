using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace PovertyMonitor.Benchmarks.Intake;

/// <summary>Posts of one filled form each, as phones send them: multipart, over connections that are kept.</summary>
internal static class Posts
{
    /// <summary>Posts every form once and returns posts per second; each must be answered 201.</summary>
    public static async Task<double> RateAsync(Uri address, IReadOnlyList<byte[]> forms, int concurrency)
    {
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = concurrency });
        var watch = Stopwatch.StartNew();
        await Parallel.ForEachAsync(forms, new ParallelOptions { MaxDegreeOfParallelism = concurrency }, async (form, ct) =>
        {
            using var body = new MultipartFormDataContent("loadBoundary7MA4YWxk");
            var file = new ByteArrayContent(form);
            file.Headers.ContentType = new MediaTypeHeaderValue("text/xml");
            file.Headers.TryAddWithoutValidation("Content-Disposition", "form-data; name=\"xml_submission_file\"; filename=\"submission.xml\"");
            body.Add(file);
            using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = body };
            request.Headers.Add("X-OpenRosa-Version", "1.0");
            using var response = await http.SendAsync(request, ct);
            if (response.StatusCode != HttpStatusCode.Created)
                throw new InvalidOperationException($"{(address.Segments.Length > 2 ? "service" : "bare endpoint")} {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(ct)}");
        });
        return forms.Count / watch.Elapsed.TotalSeconds;
    }
}
