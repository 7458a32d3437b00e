using Microsoft.AspNetCore.Authorization;

namespace PovertyMonitor.Access;

/// <summary>How an endpoint declares who may call it; one that declares nothing is closed to everybody.</summary>
internal static class EndpointAccess
{
    /// <summary>Opens the endpoint, or each of a group, to the given roles and to nobody else; inside a group that declares roles it can only narrow them.</summary>
    public static TBuilder AllowRoles<TBuilder>(this TBuilder builder, params Role[] roles)
        where TBuilder : IEndpointConventionBuilder
    {
        ArgumentOutOfRangeException.ThrowIfZero(roles.Length);
        var allowed = new AllowedRoles([.. roles.Distinct().Order()]);
        builder.Add(endpoint => endpoint.Metadata.Add(allowed));
        return builder;
    }

    /// <summary>Opens the endpoint to everybody, with or without a token.</summary>
    public static TBuilder AllowPublicly<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.AllowAnonymous();
}
