namespace PovertyMonitor.Measures;

/// <summary>The measures' documents that come with the program, from <c>Measures/Shipped</c>.</summary>
internal static class ShippedMeasures
{
    /// <summary>The global MPI, revision 2018.</summary>
    public const string GlobalMpi = "global-mpi-2018";

    /// <summary>The global MPI without nutrition, child mortality carrying health's whole weight.</summary>
    public const string GlobalMpiWithoutNutrition = "global-mpi-2018-without-nutrition";

    /// <summary>The regency's own, with nutrition as a Posyandu records it.</summary>
    public const string Bojonegoro = "bojonegoro";

    /// <summary>A national one built on the rows of PRAKARSA's measure that are known here.</summary>
    public const string NationalFromKnownRows = "national-from-known-rows";

    /// <summary>Those that a regency uses from the start.</summary>
    public static IReadOnlyList<string> InForce { get; } = [GlobalMpi, GlobalMpiWithoutNutrition];

    /// <summary>Those that are proposed from the start and wait for a regency to adopt them.</summary>
    public static IReadOnlyList<string> Proposed { get; } = [Bojonegoro, NationalFromKnownRows];

    /// <summary>Reads a shipped document.</summary>
    /// <exception cref="ArgumentException">No document of that code is shipped.</exception>
    public static MeasureDefinition Read(string code)
    {
        using var json = typeof(ShippedMeasures).Assembly.GetManifestResourceStream($"PovertyMonitor.Measures.Shipped.{code}.json")
            ?? throw new ArgumentException($"No measure '{code}' is shipped.", nameof(code));
        return MeasureJson.Read(json);
    }
}
