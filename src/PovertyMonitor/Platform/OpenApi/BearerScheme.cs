using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace PovertyMonitor.Platform.OpenApi;

/// <summary>Writes the title and the bearer scheme into the API's description.</summary>
internal sealed class BearerScheme : IOpenApiDocumentTransformer
{
    /// <summary>The scheme's name in the document.</summary>
    public const string Name = "bearer";

    /// <inheritdoc />
    public Task TransformAsync(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new OpenApiInfo
        {
            Title = "PovertyMonitor",
            Version = context.DocumentName,
            Description = "Multidimensional poverty of a regency: surveys in, indices, commitments and alerts out. "
                + "Every refusal is application/problem+json with a stable code; /problems explains them.",
        };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[Name] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            BearerFormat = "JWT",
            Description = "In Development: dotnet run --project src/PovertyMonitor -- token --role planner",
        };
        return Task.CompletedTask;
    }
}
