using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using PovertyMonitor.Access.Devices;

namespace PovertyMonitor.Access;

/// <summary>Closes the service: bearer tokens, and denied unless an endpoint declares otherwise.</summary>
internal static class AccessSetup
{
    private const string ByAddress = "ByAddress";

    /// <summary>Registers authentication and authorization; <c>UseAuthentication</c> and <c>UseAuthorization</c> are the caller's.</summary>
    /// <param name="services">The service collection.</param>
    /// <param name="configuration">Holds the section <see cref="AccessOptions.Section"/>.</param>
    /// <param name="dataDirectory">Where the key of Development is kept.</param>
    public static IServiceCollection AddAccess(
        this IServiceCollection services, IConfiguration configuration, string dataDirectory)
    {
        services.AddOptions<AccessOptions>().Bind(configuration.GetSection(AccessOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AccessOptions>, AccessOptionsValidator>();
        services.AddSingleton(new DevelopmentKeyDirectory(dataDirectory));
        services.AddSingleton<RememberedTokens>().AddSingleton<IConfigureOptions<JwtBearerOptions>, BearerSetup>();
        services.AddAuthentication(ByAddress)
            .AddPolicyScheme(ByAddress, null, options => options.ForwardDefaultSelector = http =>
                http.Request.Path.StartsWithSegments(DeviceAuthentication.Addresses, StringComparison.Ordinal) ? DeviceAuthentication.Scheme : JwtBearerDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, DeviceAuthentication>(DeviceAuthentication.Scheme, null)
            .AddJwtBearer();
        services.AddAuthorizationBuilder().SetFallbackPolicy(Denied);
        return services;
    }

    // Only an endpoint of the service's own can be denied: no endpoint is a 404, and the router's own ones
    // (405, 415) are neither secret nor declared.
    private static AuthorizationPolicy Denied { get; } = new AuthorizationPolicyBuilder()
        .RequireAssertion(context => context.Resource is HttpContext http && http.GetEndpoint() is not RouteEndpoint)
        .Build();
}
