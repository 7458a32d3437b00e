namespace PovertyMonitor.Platform;

/// <summary>What a slice loads into a regency's empty store at start-up, after the schema is applied.</summary>
internal interface ISeed
{
    /// <summary>Seeds run by ascending order.</summary>
    int Order { get; }

    /// <summary>Loads what is missing; a second run changes nothing.</summary>
    /// <param name="tenant">The regency's area code, such as 35.22.</param>
    /// <param name="ct">Stops the work.</param>
    Task SeedAsync(string tenant, CancellationToken ct);
}
