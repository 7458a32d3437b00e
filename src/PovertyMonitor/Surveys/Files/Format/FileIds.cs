using System.Globalization;
using System.Text.RegularExpressions;
using PovertyMonitor.Platform;

namespace PovertyMonitor.Surveys.Files.Format;

/// <summary>
/// The ids of a household, its visit and its members, from what the file says: the same file, or a corrected copy of
/// it, names the same ones. An id column wins over the name.
/// </summary>
internal static partial class FileIds
{
    private static readonly Guid Space = new("5b0c9f6e-6d1d-4a39-9d43-7c1f3f0a8a51");

    /// <summary>The household's and the submission's id; null where the rows don't say which household they are of.</summary>
    public static (Guid Household, Guid Submission)? Of(string regency, string round, HouseholdRows rows)
    {
        var number = First(rows, "householdNo");
        var household = Guid.TryParse(First(rows, "householdId"), out var given) && given != Guid.Empty ? given : (Guid?)null;
        if (household is null && !Number().IsMatch(number)) return null;
        Span<char> village = stackalloc char[13];
        var name = $"{regency}/{round}/{CellVillage.Normal(First(rows, "place.village"), village)}/{number.ToString().ToUpperInvariant()}";
        var id = household ?? NameBasedGuid.Create(Space, $"household/{name}");
        var submission = Guid.TryParse(First(rows, "submissionId"), out var own) && own != Guid.Empty
            ? own
            : NameBasedGuid.Create(Space, $"visit/{round}/{id}/{VisitOf(First(rows, "visit"))}");
        return (id, submission);
    }

    /// <summary>A member's id by its number in the household.</summary>
    public static Guid Member(Guid household, int number) => NameBasedGuid.Create(Space, string.Create(CultureInfo.InvariantCulture, $"member/{household}/{number}"));

    private static string VisitOf(ReadOnlySpan<char> cell) => cell.IsEmpty ? "1" : cell.TrimStart('0').ToString();

    private static ReadOnlySpan<char> First(HouseholdRows rows, string code)
    {
        var column = Layout.ByCode[code];
        return rows.Cell(rows.FirstWith(column), column);
    }

    // Ten digits on end are an identity number, which a name-based id would give away.
    [GeneratedRegex(@"^(?!.*[0-9]{10})[\p{L}\p{N}][\p{L}\p{N} ./_-]{0,39}\z")]
    private static partial Regex Number();
}
