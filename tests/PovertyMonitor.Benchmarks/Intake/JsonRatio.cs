namespace PovertyMonitor.Benchmarks.Intake;

/// <summary>The JSON entrance over HTTP against the bare writer of the same rows.</summary>
internal static class JsonRatio
{
    public static async Task PrintAsync(BenchService service, int submissions, int rounds, int clients, int most)
    {
        var bare = new BareRows(service.ConnectionString);
        await bare.CreateAsync();
        var (ours, theirs) = (new List<double>(), new List<double>());
        // The first round warms up.
        for (var round = 0; round <= rounds; round++)
        {
            var requests = Census.Requests(round == 0 ? submissions / 4 : submissions, most, round + 1);
            var count = requests.Sum(r => r.Lines.Length);
            var seconds = await JsonClients.SendAsync(service, requests, clients);
            var bareSeconds = await bare.WriteAsync(await bare.ReadAsync(requests.SelectMany(r => r.Submissions.Chunk(Surveys.Intake.ChunkSize))), clients);
            if (round == 0) continue;
            ours.Add(count / seconds);
            theirs.Add(count / bareSeconds);
            Console.WriteLine($"  round {round}: {count / seconds,8:N0}/s over HTTP, {count / bareSeconds,8:N0}/s bare");
        }
        Figures.Print("JSON over HTTP", Figures.Median(ours), "bare writer of the same rows", Figures.Median(theirs), 0.7);
    }
}
