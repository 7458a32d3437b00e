namespace PovertyMonitor.Households;

/// <summary>What happens to a household.</summary>
internal static class HouseholdsSlice
{
    public static void MapHouseholds(this IEndpointRouteBuilder api) => MoveHousehold.Map(api);
}
