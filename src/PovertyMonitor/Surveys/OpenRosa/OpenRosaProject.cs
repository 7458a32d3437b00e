using PovertyMonitor.Access;
using PovertyMonitor.Access.Devices;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Surveys.OpenRosa;

/// <summary>What holds of every call of an OpenRosa client: its project is the caller's regency, and it speaks the protocol's version.</summary>
internal static class OpenRosaProject
{
    /// <summary>Requires the caller's own regency as the project, written as its code without the dot, and sets the headers.</summary>
    public static async ValueTask<object?> OwnAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next)
    {
        var http = invocation.HttpContext;
        OpenRosaAnswers.SetHeaders(http);
        var project = (string)http.GetRouteValue("project")!;
        var regency = (await Caller.BindAsync(http))!.Regency!;
        if (project == CodeOf(regency)) return await next(invocation);
        return await IsServedAsync(http, project) ? OpenRosaProblems.ProjectNotYours.Result(("project", project)) : OpenRosaProblems.UnknownProject.Result(("project", project));
    }

    /// <summary>Requires the protocol's version, as the protocol's own calls state it; a form's files are plain downloads.</summary>
    public static async ValueTask<object?> VersionStatedAsync(EndpointFilterInvocationContext invocation, EndpointFilterDelegate next) =>
        invocation.HttpContext.Request.Headers[OpenRosaAnswers.VersionHeader] == OpenRosaAnswers.Version
            ? await next(invocation)
            : OpenRosaProblems.VersionHeader.Result();

    /// <summary>The address of the project's part, under the key the client called with.</summary>
    public static string AddressOf(HttpContext http, PublicAddress address) =>
        $"{address.Of(http.Request)}{http.Features.Get<KeyInAddress>()?.Base ?? DeviceAuthentication.Addresses}/projects/{http.GetRouteValue("project")}";

    private static string CodeOf(string regency) => regency.Replace(".", "", StringComparison.Ordinal);

    private static async Task<bool> IsServedAsync(HttpContext http, string project)
    {
        if (project.Length != 4 || !project.All(char.IsAsciiDigit)) return false;
        var register = await http.RequestServices.GetRequiredService<IRegister>().OfAsync($"{project[..2]}.{project[2..]}", http.RequestAborted);
        return !register.IsEmpty;
    }
}
