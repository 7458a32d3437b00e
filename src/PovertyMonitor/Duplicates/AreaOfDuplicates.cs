using PovertyMonitor.Access;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Duplicates;

/// <summary>The area a request is about: a village, a district or the regency.</summary>
internal static class AreaOfDuplicates
{
    /// <summary>What is wrong with it; <see langword="null"/> for nothing.</summary>
    public static async Task<IResult?> FaultAsync(string area, Caller caller, IRegister registers, CancellationToken ct)
    {
        if (!AreaCode.TryParse(area, out var code) || code.Level < AreaLevel.Regency) return AreaProblems.NotACode.Result(("field", "area"));
        if (!caller.MayRead(area)) return AccessProblems.AreaNotAllowed.Result(("area", area));
        return (await registers.OfAsync(caller.Regency!, ct)).Find(code) is null ? AreaProblems.Unknown.Result(("area", area)) : null;
    }
}
