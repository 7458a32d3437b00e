using Microsoft.AspNetCore.Authorization;

namespace PovertyMonitor.Access;

/// <summary>An endpoint's declaration of the roles that may call it, as the framework's authorization reads it.</summary>
/// <param name="roles">The roles; never empty.</param>
internal sealed class AllowedRoles(IReadOnlyList<Role> roles) : IAuthorizeData
{
    /// <summary>The roles.</summary>
    public IReadOnlyList<Role> All => roles;

    /// <inheritdoc />
    public string? Policy { get; set; }

    /// <inheritdoc />
    public string? Roles { get; set; } = string.Join(", ", roles.Select(role => role.Name()));

    /// <inheritdoc />
    public string? AuthenticationSchemes { get; set; }
}
