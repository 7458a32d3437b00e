using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Surveys.OpenRosa.Forms;

/// <summary>The form of a survey round: the visit, the questionnaire and the personal data. Pure.</summary>
internal static class HouseholdForm
{
    /// <summary>The name of the instance's root element.</summary>
    public const string RootName = "household";

    /// <summary>What the lists offer for a household or a member that is not in them.</summary>
    public const string New = "new";

    private const string Prefix = "household-";
    private const string Visit = $"/{RootName}/visit";
    private const string Completed = $"{Visit}/outcome = 'completed'";

    /// <summary>The id of a round's form.</summary>
    public static string IdOf(string round) => Prefix + round;

    /// <summary>The round of a form; <see langword="null"/> for an id that is none of ours.</summary>
    public static string? RoundOf(string formId) =>
        formId.StartsWith(Prefix, StringComparison.Ordinal) && SubmissionReader.RoundCode().IsMatch(formId[Prefix.Length..]) ? formId[Prefix.Length..] : null;

    /// <summary>The form of a round.</summary>
    public static Form Of(string round) => new(IdOf(round), $"Survei Rumah Tangga {round}", new FormNode(RootName, NodeKind.Group)
    {
        Children =
        [
            new("start", NodeKind.Hidden) { Preload = "timestamp start" },
            new("end", NodeKind.Hidden) { Preload = "timestamp end" },
            VisitNodes,
            // Made once, so that an edit of the visit keeps the household.
            new("newId", NodeKind.Hidden) { Calculate = "once(uuid())" },
            new("id", NodeKind.Hidden) { Calculate = $"if({Visit}/household = '{New}', /{RootName}/newId, {Visit}/household)" },
            new("answers", NodeKind.Group, FormWords.Answers) { Relevant = Completed, Children = QuestionNodes.Of(typeof(Answers), $"/{RootName}/answers") },
            PersonalNodes,
        ],
    }, ["villages", "households", "members"]);

    private static FormNode VisitNodes => new("visit", NodeKind.Group, FormWords.Visit)
    {
        Appearance = "field-list",
        Children =
        [
            new("enumerator", NodeKind.Text, FormWords.Enumerator)
            {
                Required = true, Preload = "property username",
                Constraint = "regex(., '^[0-9A-Za-z][0-9A-Za-z._-]{0,39}$') and not(regex(., '.*[0-9]{10}.*'))", ConstraintMessage = FormWords.EnumeratorForm,
            },
            new("village", NodeKind.OneOfList, FormWords.Village)
            {
                Required = true, Appearance = "minimal", List = new("instance('villages')/root/item"),
                Sets = [($"{Visit}/dasaWisma", GroupOfVillage)],
            },
            new("household", NodeKind.OneOfList, FormWords.Household)
            {
                Required = true, Appearance = "minimal", Hint = FormWords.HouseholdHint,
                List = new($"instance('households')/root/item[village = {Visit}/village or village = '']"),
                Sets = [($"{Visit}/rt", OfHousehold("rt")), ($"{Visit}/rw", OfHousehold("rw")), ($"{Visit}/dasaWisma", $"coalesce({OfHousehold("dasa_wisma")}, {GroupOfVillage})")],
            },
            Neighbourhood("rt", FormWords.Rt),
            Neighbourhood("rw", FormWords.Rw),
            new("dasaWisma", NodeKind.Text, FormWords.DasaWisma)
            {
                Constraint = "string-length(.) <= 40 and not(regex(., '.*[0-9]{10}.*'))", ConstraintMessage = FormWords.DasaWismaForm,
            },
            new("outcome", NodeKind.OneOf, FormWords.Outcome) { Required = true, Choices = QuestionNodes.ChoicesOf(typeof(VisitOutcome), mayBeUnknown: false) },
            new("consent", NodeKind.OneOf, FormWords.Consent)
            {
                Required = true, Relevant = Completed, Choices = FormWords.YesNo, Constraint = ". = 'yes'", ConstraintMessage = FormWords.ConsentNeeded,
            },
            new("note", NodeKind.Text, FormWords.Note) { Hint = FormWords.NoteHint, Appearance = "multiline" },
        ],
    };

    private static FormNode PersonalNodes => new("personal", NodeKind.Group, FormWords.Personal)
    {
        Relevant = Completed,
        Appearance = "field-list",
        Children =
        [
            // Numbers of cards are often wrong: asked for, never refused.
            new("familyCard", NodeKind.Text, FormWords.FamilyCard) { Appearance = "numbers", Hint = FormWords.PersonalHint },
            new("phone", NodeKind.Text, FormWords.Phone) { Appearance = "numbers" },
            new("address", NodeKind.Text, FormWords.Address),
            new("location", NodeKind.Position, FormWords.Location),
            new("familyCardPhoto", NodeKind.Picture, FormWords.FamilyCardPhoto),
            new("dwellingPhoto", NodeKind.Picture, FormWords.DwellingPhoto),
        ],
    };

    private static string GroupOfVillage => $"instance('villages')/root/item[name = {Visit}/village]/dasa_wisma";

    private static string OfHousehold(string column) => $"instance('households')/root/item[name = {Visit}/household]/{column}";

    private static FormNode Neighbourhood(string name, Platform.Problems.Text label) => new(name, NodeKind.Text, label)
    {
        Appearance = "numbers",
        Constraint = "regex(., '^[0-9]{1,3}$')",
        ConstraintMessage = FormWords.NeighbourhoodForm,
    };
}
