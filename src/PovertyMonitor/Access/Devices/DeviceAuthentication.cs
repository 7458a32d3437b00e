using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Access.Devices;

/// <summary>Tells who calls at the addresses of survey apps: a device by the key in the address or by Basic authentication, anyone else by a token.</summary>
internal sealed class DeviceAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    /// <summary>The scheme's name.</summary>
    public new const string Scheme = "Device";

    /// <summary>Where survey apps call.</summary>
    public const string Addresses = "/v1";

    /// <summary>The claim that holds the device's code.</summary>
    public const string DeviceClaim = "device";

    // As long as a device is remembered its principal is the same.
    private static readonly ConditionalWeakTable<Device, ClaimsPrincipal> Principals = [];

    private Problem? _fault;

    /// <inheritdoc />
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Context.Features.Get<KeyInAddress>() is { } address) return await ByKeyAsync(address.Key, null);
        if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header)) return AuthenticateResult.NoResult();
        if (!string.Equals(header.Scheme, "Basic", StringComparison.OrdinalIgnoreCase))
            return await Context.AuthenticateAsync(JwtBearerDefaults.AuthenticationScheme);
        return NameAndPassword(header.Parameter) is var (name, password) ? await ByKeyAsync(password, name) : Refuse(AccessProblems.PasswordWrong);
    }

    /// <inheritdoc />
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_fault is not null && _fault.Status == StatusCodes.Status403Forbidden) return _fault.Result().ExecuteAsync(Context);
        if (_fault is null && Request.Headers.Authorization.Count > 0) return Context.ChallengeAsync(JwtBearerDefaults.AuthenticationScheme);
        // Phones send a name and a password only after they were asked for them; one with a key has nothing to be asked for.
        Response.Headers.WWWAuthenticate = Context.Features.Get<KeyInAddress>() is null ? "Basic realm=\"PovertyMonitor\", charset=\"UTF-8\"" : "Bearer";
        return (_fault ?? AccessProblems.TokenMissing).Result().ExecuteAsync(Context);
    }

    /// <inheritdoc />
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => Context.ForbidAsync(JwtBearerDefaults.AuthenticationScheme);

    private async Task<AuthenticateResult> ByKeyAsync(string key, string? name)
    {
        if (DeviceKey.HashOf(key) is not { } hash) return Refuse(name is null ? AccessProblems.KeyMalformed : AccessProblems.PasswordWrong);
        var keys = Context.RequestServices.GetRequiredService<DeviceKeys>();
        if (await keys.OfAsync(hash, Context.RequestAborted) is not var (tenant, device) || (name is not null && name != device.Code))
            return Refuse(name is null ? AccessProblems.KeyUnknown : AccessProblems.PasswordWrong);
        return AuthenticateResult.Success(new AuthenticationTicket(Principals.GetValue(device, of => PrincipalOf(tenant, of)), Scheme));
    }

    private AuthenticateResult Refuse(Problem problem)
    {
        _fault = problem;
        return AuthenticateResult.Fail(problem.Code);
    }

    private static ClaimsPrincipal PrincipalOf(string tenant, Device device) => new(new ClaimsIdentity(
        [
            new(CallerClaims.Subject, device.Enumerator ?? device.Code),
            new(CallerClaims.Role, Role.Enumerator.Name()),
            new(CallerClaims.Regency, tenant),
            new(DeviceClaim, device.Code),
            .. device.Villages.Select(village => new Claim(CallerClaims.Village, village)),
            .. device.DasaWismaGroups.Select(group => new Claim(CallerClaims.DasaWisma, group)),
        ], Scheme, CallerClaims.Subject, CallerClaims.Role));

    private static (string Name, string Password)? NameAndPassword(string? parameter)
    {
        var bytes = new byte[parameter?.Length ?? 0];
        if (!Convert.TryFromBase64String(parameter ?? "", bytes, out var length)) return null;
        var text = Encoding.UTF8.GetString(bytes, 0, length);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : (text[..colon], text[(colon + 1)..]);
    }
}
