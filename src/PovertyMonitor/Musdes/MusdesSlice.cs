using Marten;
using Microsoft.Extensions.Options;
using PovertyMonitor.Households.Timeline;
using PovertyMonitor.Musdes.Minutes;
using PovertyMonitor.Musdes.Objections;
using PovertyMonitor.Musdes.Sheet;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Musdes;

/// <summary>The village's word: its meeting (musdes; in a kelurahan muskel) decides about a list of poor households, on its way through the camat to the bupati's decree.</summary>
internal static class MusdesSlice
{
    /// <summary>The events of lists.</summary>
    public static IReadOnlyList<Type> EventTypes { get; } =
    [
        typeof(ListDrawn), typeof(ListWithdrawn), typeof(LinesVerified), typeof(MeetingRecorded), typeof(MinutesFiled), typeof(ListForwarded), typeof(ListReturned),
        typeof(ListDecreed), typeof(DecreeEntered), typeof(ObjectionLodged), typeof(ObjectionExamined), typeof(ObjectionUpheld), typeof(ObjectionRejected),
        typeof(ObjectionWithdrawn), typeof(LineRestored), typeof(LineStruck), typeof(LineAdded),
    ];

    public static IServiceCollection AddMusdes(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<MusdesOptions>().Bind(configuration.GetSection(MusdesOptions.Section)).ValidateOnStart();
        services.ConfigureMarten(options =>
        {
            options.Events.AddEventTypes(EventTypes);
            foreach (var table in MusdesTables.In(options.DatabaseSchemaName)) options.Storage.ExtendedSchemaObjects.Add(table);
        });
        return services.AddSingleton<IValidateOptions<MusdesOptions>, MusdesOptionsValidator>()
            .AddSingleton<MusdesDoor>().AddSingleton<MusdesReader>().AddSingleton<MusdesViews>().AddSingleton<LinesNow>().AddSingleton<ListDrawing>().AddSingleton<SealedScans>().AddSingleton<ConfirmedVillages>()
            .AddSingleton<SheetReader>().AddSingleton<StageCounter>().AddSingleton<OpenRevisits>().AddSingleton<RevisitsMade>().AddSingleton<IHouseholdStages, HouseholdStages>().AddSingleton<ITimelineSource, MusdesTimeline>();
    }

    public static void MapMusdes(this IEndpointRouteBuilder api)
    {
        DrawList.Map(api);
        ShowLists.Map(api);
        WithdrawList.Map(api);
        VerifyLines.Map(api);
        PrintSheet.Map(api);
        RecordMeeting.Map(api);
        FileMinutes.Map(api);
        GetMinutes.Map(api);
        ListRevisits.Map(api);
        LodgeObjection.Map(api);
        AnswerObjection.Map(api);
        ReviewResult.Map(api);
        EnterDecree.Map(api);
        ShowStages.Map(api);
    }
}
