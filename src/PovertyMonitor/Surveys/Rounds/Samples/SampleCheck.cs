using PovertyMonitor.Households;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Surveys.Rounds.Samples;

/// <summary>A row of a sample as it came; what is <see langword="null"/> was missing or could not be read.</summary>
/// <param name="Household">The household's id.</param>
/// <param name="Stratum">The stratum's code: up to 40 letters, digits, spaces, dots and hyphens.</param>
/// <param name="Psu">The primary sampling unit's code, in the same form.</param>
/// <param name="Weight">How many households it stands for, above 0, up to 1,000,000.</param>
internal sealed record SampleRow(Guid? Household, string? Stratum, string? Psu, decimal? Weight);

/// <summary>What was read of a sample.</summary>
/// <param name="Units">Its households, by id.</param>
/// <param name="Errors">What is wrong with it, at most <see cref="SampleCheck.MostErrors"/>; nothing is kept then.</param>
/// <param name="Lonely">Strata with a single primary sampling unit, whose standard errors can't be computed.</param>
internal sealed record CheckedSample(IReadOnlyList<SampleUnit> Units, IReadOnlyList<FieldError> Errors, IReadOnlyList<string> Lonely);

/// <summary>The rules a sample keeps. Pure.</summary>
internal static class SampleCheck
{
    /// <summary>How many errors are named.</summary>
    public const int MostErrors = 100;

    /// <summary>How many households a sample may have.</summary>
    public const int MostUnits = 200_000;

    private const decimal HeaviestWeight = 1_000_000;

    /// <summary>Checks rows; an error's field is named by the row's place, from 0 as in every list.</summary>
    public static CheckedSample Of(IEnumerable<SampleRow?> rows)
    {
        var (units, errors, first, number) = (new List<SampleUnit>(), new List<FieldError>(), new Dictionary<Guid, int>(), -1);
        foreach (var row in rows)
        {
            if (++number >= MostUnits)
            {
                errors.Add(RoundProblems.InvalidEntry.At($"rows[{number}]", ("expected", $"<= {MostUnits}")));
                break;
            }
            var wrong = ErrorsOf(row, number).ToList();
            if (row?.Household is { } household && !first.TryAdd(household, number)) wrong.Add(RoundProblems.HouseholdTwice.At($"rows[{number}].household", ("first", first[household])));
            errors.AddRange(wrong.Take(MostErrors - errors.Count));
            if (errors.Count >= MostErrors) break;
            if (wrong.Count == 0) units.Add(new(row!.Household!.Value, row.Stratum!, row.Psu!, row.Weight!.Value));
        }
        if (number < 0) errors.Add(RoundProblems.InvalidEntry.At("rows", ("expected", $"1..{MostUnits}")));
        var lonely = units.GroupBy(u => u.Stratum, StringComparer.Ordinal).Where(s => s.Select(u => u.Psu).Distinct(StringComparer.Ordinal).Count() == 1)
            .Select(s => s.Key).Order(StringComparer.Ordinal).ToList();
        return new([.. units.OrderBy(u => u.Household)], errors, lonely);
    }

    private static IEnumerable<FieldError> ErrorsOf(SampleRow? row, int number)
    {
        if (row is null) return [RoundProblems.InvalidEntry.At($"rows[{number}]", ("expected", "household, stratum, psu, weight"))];
        return ErrorsIn(row, number);
    }

    private static IEnumerable<FieldError> ErrorsIn(SampleRow row, int number)
    {
        FieldError Error(string field, string expected) => RoundProblems.InvalidEntry.At($"rows[{number}].{field}", ("expected", expected));
        if (row.Household is null || row.Household == Guid.Empty) yield return Error("household", "UUID");
        if (row.Stratum is null || !PlaceForm.IsUnit(row.Stratum)) yield return Error("stratum", "1..40 A-Z 0-9 . - _");
        if (row.Psu is null || !PlaceForm.IsUnit(row.Psu)) yield return Error("psu", "1..40 A-Z 0-9 . - _");
        if (row.Weight is null or <= 0 or > HeaviestWeight) yield return Error("weight", $"> 0, <= {HeaviestWeight}");
    }
}
