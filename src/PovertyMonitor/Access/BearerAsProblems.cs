using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace PovertyMonitor.Access;

/// <summary>Answers a refused token or role with a problem, and refuses tokens whose claims don't make a caller.</summary>
internal sealed class BearerAsProblems : JwtBearerEvents
{
    /// <inheritdoc />
    public override Task MessageReceived(MessageReceivedContext context)
    {
        if (context.Request.Headers.Authorization.Count == 0) context.Token = PageSession.TokenOf(context.Request);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task TokenValidated(TokenValidatedContext context)
    {
        if (Caller.Of(context.Principal!).Fault is { } fault)
            context.Fail($"The token's claims make no caller: {fault}.");
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override async Task Challenge(JwtBearerChallengeContext context)
    {
        context.HandleResponse();
        if (PageSession.IsPage(context.Request))
        {
            context.Response.Redirect($"{PageSession.Login}{context.Request.QueryString}");
            return;
        }

        if (context.AuthenticateFailure is not null && !await KnowsIssuerAsync(context))
        {
            await AccessProblems.IssuerUnreachable.Result().ExecuteAsync(context.HttpContext);
            return;
        }

        var (problem, header) = context.AuthenticateFailure switch
        {
            null => (AccessProblems.TokenMissing, "Bearer"),
            SecurityTokenExpiredException or SecurityTokenNotYetValidException =>
                (AccessProblems.TokenExpired, "Bearer error=\"invalid_token\""),
            _ => (AccessProblems.TokenInvalid, "Bearer error=\"invalid_token\""),
        };
        context.Response.Headers.WWWAuthenticate = header;
        await problem.Result().ExecuteAsync(context.HttpContext);
    }

    // Without the provider's keys every token fails, and the framework doesn't say that this was why.
    private static async Task<bool> KnowsIssuerAsync(JwtBearerChallengeContext context)
    {
        if (context.Options.ConfigurationManager is not { } provider)
            return true;
        try
        {
            await provider.GetConfigurationAsync(context.HttpContext.RequestAborted);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
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
