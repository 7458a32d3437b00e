using Scalar.AspNetCore;

namespace PovertyMonitor.Platform.OpenApi;

/// <summary>The API's description (/openapi/v1.json) and the page that shows it (/docs). Who may read them is Program's to say.</summary>
internal static class ApiDescription
{
    /// <summary>Registers the description, with the roles of each operation.</summary>
    public static IServiceCollection AddApiDescription(this IServiceCollection services) =>
        services.AddOpenApi("v1", options =>
        {
            options.CreateSchemaReferenceId = SchemaNames.Of;
            options.AddDocumentTransformer<BearerScheme>();
            options.AddOperationTransformer<OperationAccess>();
        });

    /// <summary>Maps /openapi/v1.json.</summary>
    public static IEndpointConventionBuilder MapApiDescription(this IEndpointRouteBuilder routes) => routes.MapOpenApi();

    /// <summary>Maps the page; its script comes from the package, and nothing is asked of another host.</summary>
    public static IEndpointConventionBuilder MapApiPage(this IEndpointRouteBuilder routes) =>
        routes.MapScalarApiReference("/docs", options =>
        {
            options.Title = "PovertyMonitor";
            options.DefaultFonts = false;
            options.Telemetry = false;
            options.DisableAgent();
            options.DisableMcp();
            options.HideClientButton = true;
        });
}
