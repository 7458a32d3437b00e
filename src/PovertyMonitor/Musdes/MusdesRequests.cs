using Microsoft.AspNetCore.Mvc;

namespace PovertyMonitor.Musdes;

/// <summary>What the requests about lists have in common.</summary>
internal static class MusdesRequests
{
    /// <summary>Describes an endpoint that takes a command about a list.</summary>
    public static RouteHandlerBuilder TakesMusdes<TBody>(this RouteHandlerBuilder endpoint)
        where TBody : notnull => endpoint
        .Accepts<TBody>("application/json")
        .WithMetadata(new RequestSizeLimitAttribute(MusdesFields.MostBytes))
        .Produces<ListView>(StatusCodes.Status201Created).Produces<ListView>()
        .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
        .ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity);
}
