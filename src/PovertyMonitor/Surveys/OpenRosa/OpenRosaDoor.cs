using PovertyMonitor.Access;
using PovertyMonitor.Access.Devices;
using PovertyMonitor.Surveys.OpenRosa.Lists;
using PovertyMonitor.Surveys.OpenRosa.Posting;
using PovertyMonitor.Surveys.OpenRosa.Publishing;
using PovertyMonitor.Surveys.Sent;

namespace PovertyMonitor.Surveys.OpenRosa;

/// <summary>The door for OpenRosa clients: ODK Collect, KoboCollect, Enketo, ODK Web Forms.</summary>
internal static class OpenRosaDoor
{
    public static IServiceCollection AddOpenRosa(this IServiceCollection services) =>
        services.AddSingleton<PublishedForms>().AddSingleton<PhoneLists>().AddSingleton<UploadBudget>();

    /// <summary>Maps the door; with a key in the address it is the same, since that is taken out before.</summary>
    public static void MapOpenRosa(this IEndpointRouteBuilder routes)
    {
        var project = routes.MapGroup($"{DeviceAuthentication.Addresses}/projects/{{project}}")
            .AllowRoles(Role.Enumerator).WithMetadata(new OpenRosaProblemFormat()).AddEndpointFilter(OpenRosaProject.OwnAsync).WithTags("OpenRosa");
        GetForms.Map(project);
        PostSubmission.Map(project);
        ShowSent.MapForPhones(project);
    }
}
