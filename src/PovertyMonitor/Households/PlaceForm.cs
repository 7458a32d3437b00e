using System.Text.RegularExpressions;
using Microsoft.OpenApi;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.OpenApi;

namespace PovertyMonitor.Households;

/// <summary>How the parts of a <see cref="Place"/> are written.</summary>
internal static partial class PlaceForm
{
    /// <summary>What is wrong with a place that was read as a whole.</summary>
    /// <param name="place">The place.</param>
    /// <param name="path">Its field's name.</param>
    public static IEnumerable<AnswerFault> Check(Place place, string path)
    {
        if (!Village().IsMatch(place.Village)) yield return new($"{path}.village", FaultKind.WrongKind, "35.22.15.2002");
        if (place.Rt is { } rt && !Neighbourhood().IsMatch(rt)) yield return new($"{path}.rt", FaultKind.WrongKind, "003");
        if (place.Rw is { } rw && !Neighbourhood().IsMatch(rw)) yield return new($"{path}.rw", FaultKind.WrongKind, "001");
        if (place.DasaWisma is { } group && !IsGroup(group)) yield return new($"{path}.dasaWisma", FaultKind.WrongKind, "Melati 1");
    }

    /// <summary>Describes a place in JSON.</summary>
    public static OpenApiSchema Schema() => BodySchema.Object(
        ["village"],
        ("village", BodySchema.Text("The village's Kemendagri code.", example: "35.22.15.2002")),
        ("rt", BodySchema.Text("The neighbourhood (RT).", example: "003")),
        ("rw", BodySchema.Text("The hamlet (RW).", example: "001")),
        ("dasaWisma", BodySchema.Text("The Dasa Wisma group.", example: "Melati 1")));

    /// <summary>A village's Kemendagri code.</summary>
    [GeneratedRegex(@"^[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{4}\z")]
    public static partial Regex Village();

    /// <summary>A neighbourhood's number (RT or RW).</summary>
    [GeneratedRegex(@"^[0-9]{1,3}\z")]
    public static partial Regex Neighbourhood();

    /// <summary>Whether a text is a Dasa Wisma group's name. It stands in events and alerts for good, so no telephone or identity number may hide in it.</summary>
    public static bool IsGroup(string text) => Group().IsMatch(text) && !PersonalNumbers.AreIn(text);

    /// <summary>Whether a text is the code of a stratum or a sampling unit, which is written likewise and may be a longer number, of less than ten digits.</summary>
    public static bool IsUnit(string text) => Group().IsMatch(text) && !(text.Count(char.IsAsciiDigit) >= 10 && PersonalNumbers.AreIn(text));

    [GeneratedRegex(@"^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,39}\z")]
    private static partial Regex Group();
}
