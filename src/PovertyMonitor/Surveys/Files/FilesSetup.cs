namespace PovertyMonitor.Surveys.Files;

/// <summary>The door for census files.</summary>
internal static class FilesSetup
{
    public static IServiceCollection AddCensusFiles(this IServiceCollection services) => services
        .AddSingleton<SealedFiles>().AddSingleton<FileJobs>().AddSingleton<NotedProblems>().AddSingleton<FileCheck>().AddSingleton<FileImport>()
        .AddSingleton<FileWorker>().AddHostedService(s => s.GetRequiredService<FileWorker>());

    public static void MapCensusFiles(this IEndpointRouteBuilder api)
    {
        GetTemplate.Map(api);
        UploadFile.Map(api);
        GetFile.Map(api);
        GetFileProblems.Map(api);
        ImportFile.Map(api);
    }
}
