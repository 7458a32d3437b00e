namespace PovertyMonitor.Regions;

/// <summary>What the area endpoints answer when they can't.</summary>
internal static class AreaProblems
{
    /// <summary>400: the text in <paramref name="field"/> is not an area code.</summary>
    public static IResult NotACode(string field) => Results.Problem(
        title: "Not an area code", detail: $"{field} has the form PP.KK.CC.DDDD, such as 35.22.15.2001.", statusCode: StatusCodes.Status400BadRequest);

    /// <summary>404: the register has no such area.</summary>
    public static IResult Unknown(AreaCode code) => Results.Problem(
        title: "Unknown area", detail: $"The register has no area {code}.", statusCode: StatusCodes.Status404NotFound);
}
