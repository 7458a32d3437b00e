using Microsoft.AspNetCore.Authorization;

namespace PovertyMonitor.Access;

/// <summary>How an endpoint declares who may call it, and the check that each one does.</summary>
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

    /// <summary>Stops a start in which an endpoint says nothing about access. Call it after everything is mapped.</summary>
    /// <exception cref="InvalidOperationException">An endpoint declares neither roles nor that it is public.</exception>
    public static void RequireDeclaredAccess(this IEndpointRouteBuilder routes)
    {
        var undeclared = Undeclared(routes.DataSources.SelectMany(source => source.Endpoints));
        if (undeclared.Count > 0)
            throw new InvalidOperationException(
                $"These endpoints declare no access; add AllowRoles or AllowPublicly: {string.Join("; ", undeclared)}.");
    }

    /// <summary>The names of the endpoints that declare nothing.</summary>
    public static IReadOnlyList<string> Undeclared(IEnumerable<Endpoint> endpoints) =>
    [
        .. endpoints
            .Where(endpoint => endpoint.Metadata.GetMetadata<AllowedRoles>() is null
                && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null)
            .Select(endpoint => endpoint.DisplayName ?? "unnamed"),
    ];
}
