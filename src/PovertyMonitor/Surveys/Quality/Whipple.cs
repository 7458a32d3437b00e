namespace PovertyMonitor.Surveys.Quality;

/// <summary>Whipple's index: whether ages are rounded to fives and tens.</summary>
/// <remarks>
/// Source: United Nations, Demographic Yearbook 1955 (ages 23 to 62; 100 = no preference, 500 = nothing but 0 and 5) and its
/// classes of accuracy.
/// </remarks>
/// <param name="Persons">Persons of 23 to 62 years.</param>
/// <param name="Rounded">Of them, those whose age ends in 0 or 5.</param>
internal readonly record struct Whipple(long Persons, long Rounded)
{
    /// <summary>The youngest and the oldest age counted, in completed years.</summary>
    public const int From = 23, To = 62;

    /// <summary>The fewest persons who are classed: with fewer, chance alone moves the index by more than 20 points, from one class into another.</summary>
    public const int Fewest = 100;

    private const double Share = 0.2;

    // As far below 100 as the class rough begins above it.
    private const double FarBelow = 75;

    /// <summary>The index, 0 to 500; <see langword="null"/> where nobody is of that age.</summary>
    public double? Index => Persons == 0 ? null : 100 * Rounded / (Share * Persons);

    /// <summary>How far chance alone moves the index of so many persons: one standard error where no digit is preferred.</summary>
    public double? StandardError => Persons == 0 ? null : 100 / Share * Math.Sqrt(Share * (1 - Share) / Persons);

    /// <summary>
    /// The class of accuracy: <c>veryAccurate</c> (below 105), <c>fairlyAccurate</c> (below 110), <c>approximate</c> (below 125), <c>rough</c> (below 175) or <c>veryRough</c>;
    /// <c>otherDigits</c>, which the United Nations' classes lack, where 0 and 5 are so rare (below 75, and by more than two standard errors) that other digits were preferred;
    /// <see langword="null"/> for fewer than <see cref="Fewest"/> persons.
    /// </summary>
    public string? Class => Persons < Fewest ? null : Index switch
    {
        null => null,
        < FarBelow when 100 - Index > 2 * StandardError => "otherDigits",
        < 105 => "veryAccurate",
        < 110 => "fairlyAccurate",
        < 125 => "approximate",
        < 175 => "rough",
        _ => "veryRough",
    };

    /// <summary>The index of some ages in completed years.</summary>
    public static Whipple Of(IEnumerable<int> ages)
    {
        var counted = ages.Where(a => a is >= From and <= To).ToList();
        return new(counted.Count, counted.Count(a => a % 5 == 0));
    }
}
