using System.Text.RegularExpressions;
using NodaTime;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Access.Devices;

/// <summary>/api/devices: an operator issues, lists and revokes the keys of phones.</summary>
internal static partial class ManageDevices
{
    private const int MostAreas = 500;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapPost("/devices", IssueAsync)
            .AllowRoles(Role.Operator)
            .WithName("IssueDevice")
            .WithSummary("Issues a key for a device; it is shown this once, as the settings that ODK Collect scans.")
            .Produces<IssuedDevice>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        api.MapGet("/devices", async (Caller caller, DeviceStore store, CancellationToken ct) => Results.Ok(await store.ListAsync(caller.Regency!, ct)))
            .AllowRoles(Role.Operator)
            .WithName("ListDevices")
            .WithSummary("The devices of the regency, revoked ones too; never a key.")
            .Produces<IReadOnlyList<Device>>();
        api.MapDelete("/devices/{code}", RevokeAsync)
            .AllowRoles(Role.Operator)
            .WithName("RevokeDevice")
            .WithSummary("Revokes a device's key; what it sent stays.")
            .Produces(StatusCodes.Status204NoContent)
            .ProducesProblem(StatusCodes.Status404NotFound);
    }

    private static async Task<IResult> IssueAsync(
        HttpContext http, DeviceRequest request, Caller caller, DeviceStore store, IKnownVillages known, PublicAddress address, IClock clock, CancellationToken ct)
    {
        var faults = Faults(request, caller.Regency!, await known.OfAsync(caller.Regency!, ct)).ToList();
        if (faults.Count > 0) return AccessProblems.InvalidDevice.Result(faults, ("count", faults.Count));
        var key = DeviceKey.Create();
        var device = new Device(request.Code!, request.Villages ?? [], request.DasaWismaGroups ?? [], request.Enumerator, clock.GetCurrentInstant());
        if (!await store.AddAsync(caller.Regency!, device, DeviceKey.HashOf(key)!, caller.Subject, ct))
            return AccessProblems.DeviceTaken.Result(("device", device.Code));
        var project = caller.Regency!.Replace(".", "", StringComparison.Ordinal);
        var url = $"{address.Of(http.Request)}{new KeyInAddress(key).Base}/projects/{project}";
        var text = CollectSettings.Text(url, caller.Regency!, device.Enumerator);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(new IssuedDevice(device, key, url, $"{url}/sent", text, CollectSettings.Picture(text)), statusCode: StatusCodes.Status201Created);
    }

    private static async Task<IResult> RevokeAsync(string code, Caller caller, DeviceStore store, DeviceKeys keys, IClock clock, CancellationToken ct)
    {
        if (await store.RevokeAsync(caller.Regency!, code, clock.GetCurrentInstant(), ct) is not { } hash)
            return AccessProblems.DeviceUnknown.Result(("device", code));
        keys.Forget(hash);
        return Results.NoContent();
    }

    private static IEnumerable<FieldError> Faults(DeviceRequest request, string regency, Func<string, bool> isKnown)
    {
        var (villages, groups) = (request.Villages ?? [], request.DasaWismaGroups ?? []);
        if (request.Code is null || !IsCode(request.Code)) yield return At("code", "HP-0001");
        if (request.Enumerator is { } enumerator && !IsCode(enumerator)) yield return At("enumerator", "KDR-0001");
        if (villages.Count + groups.Count is 0 or > MostAreas) yield return At("villages", $"1..{MostAreas}");
        for (var i = 0; i < villages.Count; i++)
            if (VillageFault($"villages[{i}]", villages[i], $"{regency}.15.2002") is { } fault) yield return fault;
        for (var i = 0; i < groups.Count; i++)
            if (VillageFault($"dasaWismaGroups[{i}]", groups[i] is { } group && DasaWismaGroup.Parse(group) is { } parsed && !PersonalNumbers.AreIn(parsed.Name) ? parsed.Village : null, $"{regency}.15.2002/Melati 1") is { } fault) yield return fault;

        FieldError? VillageFault(string field, string? village, string expected) =>
            village is null || !AreaCodes.IsVillage(village) || !AreaCodes.Within(village, regency) ? At(field, expected)
            : isKnown(village) ? null
            : AccessProblems.UnknownVillage.At(field, ("regency", regency));
    }

    private static FieldError At(string field, string expected) => AccessProblems.InvalidDeviceField.At(field, ("expected", expected));

    // A telephone or an identity number, of ten digits and more, is no code.
    private static bool IsCode(string text) => Code().IsMatch(text) && !(text.Count(char.IsAsciiDigit) >= 10 && PersonalNumbers.AreIn(text));

    [GeneratedRegex(@"^[0-9A-Za-z][0-9A-Za-z._-]{0,39}\z")]
    private static partial Regex Code();
}

/// <summary>A device that shall get a key.</summary>
/// <param name="Code">Its code, such as <c>HP-0001</c>.</param>
/// <param name="Villages">The villages it may submit for.</param>
/// <param name="DasaWismaGroups">Groups beside those, as <c>35.22.15.2002/Melati 1</c>.</param>
/// <param name="Enumerator">The code of the person it is given to.</param>
internal sealed record DeviceRequest(string? Code, IReadOnlyList<string>? Villages = null, IReadOnlyList<string>? DasaWismaGroups = null, string? Enumerator = null);

/// <summary>A device with its new key.</summary>
/// <param name="Device">The device.</param>
/// <param name="Key">The key; nobody can show it again.</param>
/// <param name="ServerUrl">The address to enter into the app.</param>
/// <param name="SentUrl">The page of what it sent and what is left, for the phone's browser.</param>
/// <param name="QrText">The text of the QR code that ODK Collect scans.</param>
/// <param name="QrSvg">That QR code as a picture.</param>
internal sealed record IssuedDevice(Device Device, string Key, string ServerUrl, string SentUrl, string QrText, string QrSvg);
