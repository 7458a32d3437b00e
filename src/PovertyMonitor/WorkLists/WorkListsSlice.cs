namespace PovertyMonitor.WorkLists;

/// <summary>Households found by what they lack, and the lists that Dinas Sosial works through.</summary>
internal static class WorkListsSlice
{
    public static IServiceCollection AddWorkLists(this IServiceCollection services) =>
        services.AddSingleton<HouseholdQuestions>().AddSingleton<HouseholdSearch>().AddSingleton<WorkListRows>();

    public static void MapWorkLists(this IEndpointRouteBuilder api)
    {
        ListHouseholds.Map(api);
        GetWorkList.Map(api);
    }
}
