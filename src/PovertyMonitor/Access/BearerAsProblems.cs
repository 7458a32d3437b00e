using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace PovertyMonitor.Access;

/// <summary>Answers a refused token or role with a problem, and refuses tokens whose claims don't make a caller.</summary>
internal sealed class BearerAsProblems : JwtBearerEvents
{
    /// <inheritdoc />
    public override Task TokenValidated(TokenValidatedContext context)
    {
        if (CallerClaims.Read(context.Principal!).Fault is { } fault)
            context.Fail($"The token's claims make no caller: {fault}.");
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        var (problem, header) = context.AuthenticateFailure switch
        {
            null => (AccessProblems.TokenMissing, "Bearer"),
            SecurityTokenExpiredException or SecurityTokenNotYetValidException =>
                (AccessProblems.TokenExpired, "Bearer error=\"invalid_token\""),
            _ => (AccessProblems.TokenInvalid, "Bearer error=\"invalid_token\""),
        };
        context.Response.Headers.WWWAuthenticate = header;
        return problem.Result().ExecuteAsync(context.HttpContext);
    }

    /// <inheritdoc />
    public override Task Forbidden(ForbiddenContext context)
    {
        var http = context.HttpContext;
        return AccessProblems.RoleNotAllowed.Result(
            ("role", CallerClaims.Read(http.User).Caller?.Role.Name()),
            ("allowed", http.GetEndpoint()?.Metadata.GetMetadata<AllowedRoles>()?.Roles)).ExecuteAsync(http);
    }
}
