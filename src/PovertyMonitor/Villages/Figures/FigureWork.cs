using PovertyMonitor.Access;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Villages.Figures;

/// <summary>What every question about an area's figures needs.</summary>
internal sealed record FigureWork(Caller Caller, IRegister Registers, PovertyReader Poverty, FigureReader Figures, FigureSource Source, KnownPoints Log, IHouseholdStages Stages, SampleReader Samples, AnswerCache Answers)
{
    public string Tenant => Caller.Regency!;

    /// <summary>Finds the area, the measure, the round and the slice; or says what is wrong.</summary>
    public async Task<(Area? Area, FigureQuestion? Question, ProblemResult? Problem)> ReadAsync(
        string code, AreaLevel level, string? measure, string? round, SliceRequest slice, CancellationToken ct)
    {
        var (area, wrong) = await AreaAsync(code, level, ct);
        if (area is null) return (null, null, wrong);
        var (question, problem) = await FigureQuestion.ReadAsync(measure, round, Tenant, Poverty, ct);
        if (question is null) return (area, null, problem);
        var (part, invalid) = await slice.ReadAsync(round, this, ct);
        if (invalid is not null) return (area, null, invalid);
        if ((part.DasaWisma ?? part.Hamlet) is not null && !MaySeeHouseholds(code, part)) return (area, null, VillageProblems.BelowVillage.Result(("code", code)));
        question = question with { Slice = part };
        return await CheckAsync(question, ct) is { } impossible ? (area, null, impossible) : (area, question, null);
    }

    /// <summary>Says so where a sample can't be estimated under the measure's rule for missing answers.</summary>
    public async Task<ProblemResult?> CheckAsync(FigureQuestion question, CancellationToken ct) =>
        question.Measure.MissingRule == MissingRule.DropIndicator && await Samples.IsSampleAsync(Tenant, question.Round, ct)
            ? VillageProblems.RuleOfSample.Result(("measure", question.Measure.Id))
            : null;

    /// <summary>Finds an area that the caller may read.</summary>
    public async Task<(Area? Area, ProblemResult? Problem)> AreaAsync(string code, AreaLevel level, CancellationToken ct)
    {
        ProblemResult Unknown() => VillageProblems.WrongLevel.Result(("code", code), ("level", level.ToString().ToLowerInvariant()));
        if (!AreaCode.TryParse(code, out var wanted) || wanted.Level != level) return (null, Unknown());
        if (!Caller.MayRead(code)) return (null, AccessProblems.AreaNotAllowed.Result(("area", code)));
        return (await Registers.OfAsync(Tenant, ct)).Find(wanted) is { } area ? (area, null) : (null, Unknown());
    }

    // What few households have in common tells of each, and of one household from one date to the next.
    private bool MaySeeHouseholds(string code, FigureSlice part) => Caller.Role switch
    {
        Role.Dinsos or Role.Village or Role.District => true,
        Role.Enumerator => Caller.Villages.Contains(code) || (part.DasaWisma is { } group && Caller.DasaWismaGroups.Any(g => g.Is(code, group))),
        _ => false,
    };
}
