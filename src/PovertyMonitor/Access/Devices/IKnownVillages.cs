namespace PovertyMonitor.Access.Devices;

/// <summary>The villages there are; whoever keeps the register says so.</summary>
internal interface IKnownVillages
{
    /// <summary>Whether a village's code is registered, for the codes of a regency.</summary>
    /// <param name="regency">The regency's area code, such as 35.22.</param>
    /// <param name="ct">Stops the reading.</param>
    ValueTask<Func<string, bool>> OfAsync(string regency, CancellationToken ct);
}
