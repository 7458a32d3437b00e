using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PovertyMonitor.Platform.OpenApi;

/// <summary>Writes into an operation's description who may call it and how it is refused.</summary>
internal sealed class OperationAccess : IOpenApiOperationTransformer
{
    /// <inheritdoc />
    public Task TransformAsync(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var roles = metadata.OfType<IAuthorizeData>().LastOrDefault()?.Roles;
        var open = metadata.OfType<IAllowAnonymous>().Any() || roles is null;
        var line = open ? "Open to everybody." : $"Roles: {roles}.";
        operation.Description = string.IsNullOrEmpty(operation.Description) ? line : $"{operation.Description}\n\n{line}";
        operation.Responses ??= [];
        operation.Responses.TryAdd("default", new OpenApiResponse { Description = "A problem (application/problem+json)." });
        if (open)
            return Task.CompletedTask;

        operation.Responses.TryAdd("401", new OpenApiResponse { Description = "The token is missing, invalid or expired." });
        operation.Responses.TryAdd("403", new OpenApiResponse { Description = "The role or the area is not allowed." });
        operation.Security ??= [];
        operation.Security.Add(new OpenApiSecurityRequirement
        {
            [new OpenApiSecuritySchemeReference(BearerScheme.Name, context.Document)] = [],
        });
        return Task.CompletedTask;
    }
}
