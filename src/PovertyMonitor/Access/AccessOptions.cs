using Microsoft.Extensions.Options;

namespace PovertyMonitor.Access;

/// <summary>The section <c>PovertyMonitor:Access</c>: who issues the tokens.</summary>
internal sealed class AccessOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "PovertyMonitor:Access";

    /// <summary>The OIDC provider's address; in Development may be empty, and the service then accepts its own tokens.</summary>
    public string? Authority { get; set; }

    /// <summary>What the provider writes as <c>aud</c> into tokens for this service.</summary>
    public string? Audience { get; set; }
}

/// <summary>Refuses a start whose tokens could come from anywhere.</summary>
internal sealed class AccessOptionsValidator(IHostEnvironment environment) : IValidateOptions<AccessOptions>
{
    /// <inheritdoc />
    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        if (string.IsNullOrEmpty(options.Authority))
        {
            return environment.IsDevelopment()
                ? ValidateOptionsResult.Success
                : ValidateOptionsResult.Fail(
                    $"The setting {AccessOptions.Section}:Authority is missing: outside Development give the OIDC "
                    + "provider's https address (environment variable PovertyMonitor__Access__Authority).");
        }

        if (!Uri.TryCreate(options.Authority, UriKind.Absolute, out var authority)
            || (authority.Scheme != Uri.UriSchemeHttps
                && !(environment.IsDevelopment() && authority.Scheme == Uri.UriSchemeHttp)))
            return ValidateOptionsResult.Fail(
                $"The setting {AccessOptions.Section}:Authority must be an absolute https address.");
        return string.IsNullOrEmpty(options.Audience)
            ? ValidateOptionsResult.Fail(
                $"The setting {AccessOptions.Section}:Audience is missing: give the audience the provider writes "
                + "for this service (environment variable PovertyMonitor__Access__Audience).")
            : ValidateOptionsResult.Success;
    }
}
