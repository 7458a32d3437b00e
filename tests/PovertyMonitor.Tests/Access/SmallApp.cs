using System.Collections.Immutable;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Platform.OpenApi;
using PovertyMonitor.Platform.Problems;
using Xunit;

namespace PovertyMonitor.Tests.Access;

/// <summary>Kestrel on a free port with problems and access as the service has them, and endpoints of the test's own.</summary>
public sealed class SmallApp : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string _directory;

    private SmallApp(WebApplication app, string directory)
    {
        _app = app;
        _directory = directory;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
    }

    public HttpClient Client { get; }

    internal static async Task<SmallApp> StartAsync(
        Action<WebApplication> map, string environment = "Development", params (string Key, string Value)[] settings)
    {
        var directory = Directory.CreateTempSubdirectory("povertymonitor-test-").FullName;
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 1000);
        foreach (var (key, value) in settings)
            builder.Configuration[key] = value;
        builder.Services.AddProblems().AddAccess(builder.Configuration, directory).AddApiDescription();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        app.UseProblems();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapProblems().AllowPublicly();
        app.MapApiDescription().AllowPublicly();
        app.MapApiPage().AllowPublicly();
        map(app);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new SmallApp(app, directory);
    }

    internal string TokenFor(Caller caller, Duration? age = null) => DevelopmentTokens.Issue(
        DevelopmentKey.LoadOrCreate(_directory),
        caller,
        SystemClock.Instance.GetCurrentInstant() - (age ?? Duration.Zero),
        Duration.FromHours(1));

    internal static Caller CallerWith(Role role, params string[] villages) =>
        new("someone", role, "35.22", [.. villages], ImmutableArray<DasaWismaGroup>.Empty);

    internal Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? token = null, HttpContent? content = null, string? language = null)
    {
        var request = new HttpRequestMessage(method, path) { Content = content };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        if (language is not null)
            request.Headers.AcceptLanguage.ParseAdd(language);
        return Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }
}
