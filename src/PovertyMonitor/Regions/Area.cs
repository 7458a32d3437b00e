using NodaTime;

namespace PovertyMonitor.Regions;

/// <summary>One area of the register for as long as it had this code and this name.</summary>
/// <param name="Code">The area's code.</param>
/// <param name="Name">Its name; names recur among villages, so the code is the key.</param>
/// <param name="ValidFrom">The first day it was so; null for since before the first survey.</param>
/// <param name="ValidTo">The first day it was so no longer; null for still so.</param>
internal sealed record Area(AreaCode Code, string Name, LocalDate? ValidFrom = null, LocalDate? ValidTo = null)
{
    /// <summary>Whether the area was so on <paramref name="day"/>.</summary>
    public bool IsValidOn(LocalDate day) => (ValidFrom is not { } from || from <= day) && (ValidTo is not { } to || day < to);
}
