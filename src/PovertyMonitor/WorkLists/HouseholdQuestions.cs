using PovertyMonitor.Access;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;
using PovertyMonitor.Villages;

namespace PovertyMonitor.WorkLists;

/// <summary>A question for households that can be answered.</summary>
/// <param name="Filter">Which households; at least one village.</param>
/// <param name="AsOf">How far the projection has come; <see langword="null"/> before its first page.</param>
/// <param name="Register">The regency's areas.</param>
internal sealed record HouseholdQuestion(HouseholdFilter Filter, AsOf? AsOf, Register Register);

/// <summary>Makes questions out of requests, or says what is wrong with them.</summary>
internal sealed class HouseholdQuestions(IRegister registers, PovertyReader poverty)
{
    /// <summary>The question of a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="check">What is wrong with parameters beside the filter's.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<(HouseholdQuestion? Question, IResult? Problem)> ReadAsync(
        HouseholdRequest request, Func<HouseholdFilter, IEnumerable<FieldError>> check, Caller caller, CancellationToken ct)
    {
        var tenant = caller.Regency!;
        var (figures, unknown) = await FigureQuestion.ReadAsync(request.Measure, null, tenant, poverty, ct);
        if (figures is null) return (null, unknown);
        var register = await registers.OfAsync(tenant, ct);
        var faults = new List<FieldError>();
        var filter = request.Read(figures.Measure, caller, register, faults);
        faults.AddRange(check(filter));
        if (faults.Count > 0) return (null, HouseholdListProblems.Invalid.Result(faults, ("count", faults.Count)));
        return filter.Villages.Length == 0
            ? (null, AccessProblems.AreaNotAllowed.Result(("area", request.Area ?? tenant)))
            : (new(filter, await poverty.AsOfAsync(tenant, ct), register), null);
    }
}
