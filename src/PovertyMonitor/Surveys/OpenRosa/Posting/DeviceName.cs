using System.Text.RegularExpressions;
using PovertyMonitor.Access.Devices;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Surveys.OpenRosa.Posting;

/// <summary>The code of the device a call comes from.</summary>
internal static partial class DeviceName
{
    private const int Longest = 40;

    /// <summary>The code its key was issued for; without a key, what the app says of itself, cut to a code's form.</summary>
    public static string? Of(HttpContext http) =>
        http.User.FindFirst(DeviceAuthentication.DeviceClaim)?.Value ?? CodeIn(http.Request.Query["deviceID"].ToString());

    /// <summary>A device's id as apps make them, such as <c>collect:Xy1…</c>, as a code; <see langword="null"/> where it may be a telephone's own number.</summary>
    public static string? CodeIn(string deviceId)
    {
        var code = Others().Replace(deviceId.Length <= Longest ? deviceId : deviceId[..Longest], "-").TrimStart('-', '.', '_');
        return code.Length == 0 || (code.Count(char.IsAsciiDigit) >= 10 && PersonalNumbers.AreIn(code)) ? null : code;
    }

    [GeneratedRegex("[^0-9A-Za-z._-]")]
    private static partial Regex Others();
}
