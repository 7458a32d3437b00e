using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Surveys;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys.OpenRosa;

/// <summary>What the tests of posting phones start from, and what the service keeps of it.</summary>
internal static class PostedForms
{
    private static readonly Instant At = Instant.FromUtc(2026, 11, 2, 3, 0);

    /// <summary>A new interview of two persons.</summary>
    public static Submission NewInterview() => SampleInterview.Of(poor: false, Phone.Village, Phone.Round, At, persons: 2);

    /// <summary>A new phone and the version of the form it gets.</summary>
    public static async Task<(Phone Phone, string Version)> PhoneAsync(this TestApp app)
    {
        await Phone.OpenRoundAsync(app);
        var phone = await Phone.NewAsync(app);
        return (phone, await phone.VersionAsync());
    }

    /// <summary>The names of a submission's files, and which of them have not come.</summary>
    public static async Task<IEnumerable<string>> FilesAsync(this TestApp app, Guid submission) =>
        (await app.GetAsync($"/api/submissions/{submission}", Role.Dinsos))["attachments"]!.AsArray().Select(file => $"{file!["name"]}{((bool)file["isMissing"]! ? " (missing)" : "")}");
}
