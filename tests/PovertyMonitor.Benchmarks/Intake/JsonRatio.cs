namespace PovertyMonitor.Benchmarks.Intake;

/// <summary>The JSON entrance over HTTP against the bare writer of the same rows.</summary>
internal static class JsonRatio
{
    public static async Task PrintAsync(BenchService service, int submissions, int rounds, int clients, int most)
    {
        await using var bare = new BareRows(service.ConnectionString);
        await bare.CreateAsync();
        var (ours, theirs) = (new List<double>(), new List<double>());
        var (ourTime, theirTime) = (new ProcessorTime(), new ProcessorTime());
        var lot = 0;
        await WarmUp.UntilCompiledAsync(async () =>
        {
            var requests = Census.Requests(submissions / 2, most, ++lot);
            await JsonClients.SendAsync(service, requests, clients);
            await bare.WriteAsync(await bare.ReadAsync(requests.SelectMany(r => r.Submissions.Chunk(Surveys.Intake.ChunkSize))), clients);
        });
        for (var round = 1; round <= rounds; round++)
        {
            var requests = Census.Requests(submissions, most, ++lot);
            var count = requests.Sum(r => r.Lines.Length);
            var before = await ProcessorTime.ReadAsync(service.ConnectionString);
            var seconds = await JsonClients.SendAsync(service, requests, clients);
            var ourUse = await ProcessorTime.ReadAsync(service.ConnectionString) - before;
            var rows = await bare.ReadAsync(requests.SelectMany(r => r.Submissions.Chunk(Surveys.Intake.ChunkSize)));
            before = await ProcessorTime.ReadAsync(service.ConnectionString);
            var bareSeconds = await bare.WriteAsync(rows, clients);
            (ourTime, theirTime) = (ourTime + ourUse, theirTime + (await ProcessorTime.ReadAsync(service.ConnectionString) - before));
            ours.Add(count / seconds);
            theirs.Add(count / bareSeconds);
            Console.WriteLine($"  round {round}: {count / seconds,8:N0}/s over HTTP, {count / bareSeconds,8:N0}/s bare");
        }
        Figures.Print("JSON over HTTP", Figures.Median(ours), "bare writer of the same rows", Figures.Median(theirs), 0.7);
        Figures.Print("processor time a submission", ourTime, theirTime, submissions * rounds);
    }
}
