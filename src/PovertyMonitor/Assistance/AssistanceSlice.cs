using Marten;
using PovertyMonitor.Assistance.Gaps;
using PovertyMonitor.Assistance.Given;
using PovertyMonitor.Assistance.Programmes;
using PovertyMonitor.Assistance.RegisterFiles;
using PovertyMonitor.Households.Timeline;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Assistance;

/// <summary>What agencies give to households, beside what those need; and who is poor here and not served there.</summary>
internal static class AssistanceSlice
{
    public static IServiceCollection AddAssistance(this IServiceCollection services)
    {
        services.ConfigureMarten(options =>
        {
            var schema = options.DatabaseSchemaName;
            options.Storage.ExtendedSchemaObjects.AddRange([ProgrammeTable.In(schema), HelpTable.In(schema), .. RegisterFileTables.In(schema)]);
            options.Events.AddEventTypes(
                [typeof(ProgrammeStated), typeof(AssistanceRecorded), typeof(ReferralMade), typeof(ReferralAnswered), typeof(RegisterFileMatched)]);
        });
        return services.AddSingleton<ProgrammeReader>().AddSingleton<ISeed, ProgrammeSeed>().AddSingleton<ITimelineSource, HelpTimeline>()
            .AddSingleton<MatchingHelp>().AddSingleton<RegisterFileStore>().AddSingleton<GapReader>().AddSingleton<GapLines>();
    }

    public static void MapAssistance(this IEndpointRouteBuilder api)
    {
        StateProgramme.Map(api);
        RecordAssistance.Map(api);
        MakeReferral.Map(api);
        GetHelp.Map(api);
        UploadRegisterFile.Map(api);
        GetRegisterFiles.Map(api);
        ListGaps.Map(api);
    }
}
