using Microsoft.OpenApi;
using PovertyMonitor.Platform.OpenApi;

namespace PovertyMonitor.Identities;

/// <summary>Describes personal data in JSON, as <see cref="PersonalReader"/> reads them.</summary>
internal static class PersonalSchema
{
    /// <summary>The part of a submission or report that is split off at the door.</summary>
    public static OpenApiSchema Make()
    {
        var personal = BodySchema.Object(
            [],
            ("familyCard", BodySchema.Text("The number of the family card (No. KK) as written.")),
            ("phone", BodySchema.Text()),
            ("address", BodySchema.Text("The street or house.")),
            ("latitude", BodySchema.Number(whole: false, "-90", "90", "With longitude.")),
            ("longitude", BodySchema.Number(whole: false, "-180", "180", "With latitude.")),
            ("accuracyMetres", BodySchema.Number(whole: false, "0", "100000")),
            ("note", BodySchema.Text("Free text.")),
            ("members", BodySchema.List(
                BodySchema.Object(
                    ["id"],
                    ("id", BodySchema.Id("The member's id in the answers.")),
                    ("name", BodySchema.Text()),
                    ("nik", BodySchema.Text("The identity number as written.")),
                    ("birthDate", BodySchema.Text(format: "date")),
                    ("phone", BodySchema.Text())),
                PersonalReader.MostMembers)));
        personal.Description = "Who people are: split off at the door, kept sealed, in no event, log or message.";
        return personal;
    }
}
