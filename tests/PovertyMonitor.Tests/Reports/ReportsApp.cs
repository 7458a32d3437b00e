using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Reports.Formats;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Reports;

/// <summary>One service for the classes here, with a round of three villages in two districts.</summary>
[CollectionDefinition(Name)]
public sealed class ReportsApp : ICollectionFixture<ReportsApp.Filled>
{
    public const string Name = "reports";
    public const string Measure = "global-mpi-2018-without-nutrition";
    public const string Round = "2019-1";

    /// <summary>How long ago all of it was recorded.</summary>
    public const int DaysAgo = 3;

    /// <summary>30 households, 12 of them poor; 5 each in a Dasa Wisma group of Melati, the others in Mawar.</summary>
    public const string Large = "35.22.15.2002";

    /// <summary>40 households, 3 of them poor.</summary>
    public const string FewPoor = "35.22.15.2003";

    /// <summary>50 households, 20 of them poor, in another district; half of each in Kenanga, half in Anggrek.</summary>
    public const string Away = "35.22.01.2001";

    private static readonly Instant March = Instant.FromUtc(2019, 3, 2, 3, 15);

    /// <summary>A household as the data hold it.</summary>
    internal static Submission Household(bool poor, string village, int number)
    {
        var interview = SampleInterview.Of(poor, village, Round, March + Duration.FromMinutes(number), 2 + (number % 4));
        return village switch
        {
            Large => interview with { Place = interview.Place with { DasaWisma = number < 5 ? "Melati" : "Mawar" } },
            Away => interview with { Place = interview.Place with { DasaWisma = number % 2 == 0 ? "Kenanga" : "Anggrek" } },
            _ => interview,
        };
    }

    public sealed class Filled(PostgresServer server) : IAsyncLifetime
    {
        public TestApp App { get; private set; } = null!;

        /// <summary>The last event of the data.</summary>
        public long KnownAt { get; private set; }

        public async ValueTask InitializeAsync()
        {
            App = await TestApp.StartAsync(server, ("PovertyMonitor:Reports:FeedbackPerMinute", "3"), ("PovertyMonitor:Reports:ContactEmail", "walidata@example.go.id"));
            foreach (var (village, households, poor) in new[] { (Large, 30, 12), (FewPoor, 40, 3), (Away, 50, 20) })
                await App.SubmitAsync([.. Enumerable.Range(0, households).Select(i => Household(i < poor, village, i))]);
            var expected = await App.SendAsync(HttpMethod.Put, $"/api/rounds/{Round}/expected", App.TokenFor(Role.Planner),
                new StringContent($$"""{"{{Large}}": 30, "{{FewPoor}}": 50, "{{Away}}": 50}""", null, "application/json"));
            Assert.True(expected.IsSuccessStatusCode);
            await CloseAsync();
            await App.CaughtUpAsync();
            KnownAt = await App.ScalarAsync<long>("select max(seq_id) from mt_events where tenant_id = '35.22'");
            // So that there are days since.
            await App.ScalarAsync<long>($"with recorded as (update mt_events set timestamp = timestamp - interval '{DaysAgo} days' where tenant_id = '35.22' returning 1) select count(*) from recorded");
        }

        /// <summary>The measure, the round and the last event of the data, as a query names them.</summary>
        public string Of => $"measure={Measure}&round={Round}&knownAt={KnownAt}";

        /// <summary>A report as a planner gets it, in English.</summary>
        public async Task<byte[]> ReadAsync(string path)
        {
            var response = await App.SendAsync(HttpMethod.Get, path, App.TokenFor(Role.Planner), language: "en");
            Assert.True(response.IsSuccessStatusCode, $"{path} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}");
            return await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        }

        /// <summary>A report in every format.</summary>
        public async Task<Dictionary<string, byte[]>> FilesAsync(string path)
        {
            var files = new Dictionary<string, byte[]>();
            foreach (var format in ReportFormat.All) files[format.Name] = await ReadAsync($"{path}&format={format.Name}");
            return files;
        }

        /// <summary>Closes the round, and opens it again for what comes later.</summary>
        public async Task CloseAsync()
        {
            foreach (var state in new[] { "open", "closed", "open" })
                Assert.True((await App.SendAsync(HttpMethod.Put, $"/api/rounds/{Round}", App.TokenFor(Role.Operator), new StringContent($$"""{"state": "{{state}}"}""", null, "application/json"))).IsSuccessStatusCode);
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();
    }
}
