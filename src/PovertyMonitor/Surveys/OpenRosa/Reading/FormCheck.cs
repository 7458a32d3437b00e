using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys.OpenRosa.Forms;

namespace PovertyMonitor.Surveys.OpenRosa.Reading;

/// <summary>Holds a submission's elements against the version of the form it fills. Pure.</summary>
internal static class FormCheck
{
    private const int MostFaults = 50;

    /// <summary>What the form does not have, or has once.</summary>
    public static IReadOnlyList<FieldError> Check(XmlNode root, FormDefinition form)
    {
        var faults = new List<FieldError>();
        if (root.Name != form.Name) faults.Add(NoSuch(root.Name, form.Name));
        else CheckFields(root, form, null, faults);
        return faults;
    }

    /// <summary>The names of the attached files, in the order of the form.</summary>
    public static IReadOnlyList<string> FilesIn(XmlNode node, FormDefinition form) =>
        [.. Files(node, form).Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Files(XmlNode node, FormDefinition form)
    {
        if (!form.HasFiles) yield break;
        if (form.IsFile && node.Text.Length > 0) yield return node.Text;
        foreach (var child in node.Children)
            if (form.Fields.TryGetValue(child.Name, out var field))
                foreach (var file in Files(child, field)) yield return file;
    }

    private static void CheckFields(XmlNode node, FormDefinition form, FieldPath? path, List<FieldError> faults)
    {
        // The groups of an interview that was not held may be there as one empty element.
        if (!form.IsValue && node.Text.Length > 0) faults.Add(SurveyProblems.WrongKind.At($"{path}", ("expected", string.Join(", ", form.Fields.Keys))));
        if (node.Children.Count == 0) return;
        var seen = new Dictionary<string, int>();
        foreach (var child in node.Children)
        {
            if (faults.Count >= MostFaults) return;
            // Clients write what they know of the submission itself into it, such as what it replaces.
            if (child.Name == "meta") continue;
            var index = seen[child.Name] = seen.GetValueOrDefault(child.Name, -1) + 1;
            if (!form.Fields.TryGetValue(child.Name, out var field)) faults.Add(NoSuch($"{new FieldPath(path, child.Name)}", string.Join(", ", form.Fields.Keys)));
            else if (!field.Repeats && index > 0) faults.Add(SurveyProblems.WrongCount.At($"{new FieldPath(path, child.Name)}", ("expected", "1")));
            else CheckFields(child, field, new FieldPath(path, child.Name, field.Repeats ? index : -1), faults);
        }
    }

    private static FieldError NoSuch(string path, string known) => SurveyProblems.NoSuchField.At(Short(path), ("expected", known));

    // A name a client made up may be as long as the document.
    private static string Short(string path) => path.Length <= 200 ? path : path[..200];
}
