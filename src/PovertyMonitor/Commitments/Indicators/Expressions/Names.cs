namespace PovertyMonitor.Commitments.Indicators.Expressions;

/// <summary>What an expression can name.</summary>
/// <param name="Indicators">The codes of the measure's indicators.</param>
/// <param name="Plan">The codes of the plan's indicators.</param>
internal sealed record Names(IReadOnlyCollection<string> Indicators, IReadOnlyCollection<string> Plan)
{
    /// <summary>The figures of the whole regency alone.</summary>
    public static readonly IReadOnlyList<string> OfRegency = ["acknowledged", "assisted", "indicator", "musdesConfirmed", "shareOfVillages", "villages"];

    private static readonly Dictionary<string, AreaFigure> OfAreas = new(StringComparer.Ordinal)
    {
        ["m0"] = AreaFigure.M0,
        ["h"] = AreaFigure.H,
        ["a"] = AreaFigure.A,
        ["vulnerable"] = AreaFigure.Vulnerable,
        ["severe"] = AreaFigure.Severe,
        ["households"] = AreaFigure.Households,
        ["persons"] = AreaFigure.Persons,
        ["poorHouseholds"] = AreaFigure.PoorHouseholds,
        ["poorPersons"] = AreaFigure.PoorPersons,
        ["coverage"] = AreaFigure.Coverage,
        ["censored"] = AreaFigure.Censored,
        ["uncensored"] = AreaFigure.Uncensored,
    };

    /// <summary>The figure of a word that every area has, or null.</summary>
    public static AreaFigure? Find(string word) => OfAreas.TryGetValue(word, out var figure) ? figure : null;

    /// <summary>The words for figures.</summary>
    /// <param name="ofVillage">Whether of a village; else of the regency.</param>
    public static IEnumerable<string> Figures(bool ofVillage) => (ofVillage ? OfAreas.Keys : OfAreas.Keys.Concat(OfRegency)).Order(StringComparer.Ordinal);
}
