using FsCheck;
using FsCheck.Fluent;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Tests.Measures;

/// <summary>Expressions, and answers of which some are unknown, over few names and small numbers, so that they meet.</summary>
internal static class Generated
{
    private static readonly string[] Comparisons = ["==", "!=", "<", "<=", ">", ">="];

    public static Gen<string> Expressions => Gen.Sized(size => YesNo(Math.Min(4, size / 10), inMember: false));

    public static Gen<Answers> PartlyUnknownAnswers =>
        from size in MaybeUnknown(Numbers)
        from minutes in MaybeUnknown(Numbers)
        from electricity in MaybeUnknown(Gen.Elements(Enum.GetValues<Electricity>()))
        from radio in MaybeUnknown(YesNos)
        from bicycle in MaybeUnknown(YesNos)
        from members in Gen.ArrayOf(Members).Where(m => m.Length <= 4)
        from deaths in Gen.Frequency((4, Gen.ArrayOf(Deaths).Where(d => d.Length <= 3)), (1, Gen.Constant<ChildDeath[]>(null!)))
        select new Answers
        {
            Size = size,
            Housing = new() { WaterMinutes = minutes, Electricity = electricity, Assets = new() { Radio = radio, Bicycle = bicycle } },
            Members = members,
            ChildDeaths = deaths,
        };

    /// <summary>The same answers with every unknown one answered.</summary>
    public static Gen<Answers> CompletionOf(Answers answers) =>
        from size in Known(answers.Size, Numbers)
        from minutes in Known(answers.Housing.WaterMinutes, Numbers)
        from electricity in Known(answers.Housing.Electricity, Gen.Elements(Enum.GetValues<Electricity>()))
        from radio in Known(answers.Housing.Assets.Radio, YesNos)
        from bicycle in Known(answers.Housing.Assets.Bicycle, YesNos)
        from members in Gen.CollectToArray(answers.Members, CompletionOf)
        from deaths in answers.ChildDeaths is null ? Gen.ArrayOf(Deaths).Where(d => d.Length <= 3) : Gen.Constant(answers.ChildDeaths.ToArray())
        from complete in Gen.CollectToArray(deaths, CompletionOf)
        select answers with
        {
            Size = size,
            Housing = new() { WaterMinutes = minutes, Electricity = electricity, Assets = new() { Radio = radio, Bicycle = bicycle } },
            Members = members,
            ChildDeaths = complete,
        };

    private static Gen<int> Numbers => Gen.Choose(0, 3);

    private static Gen<bool> YesNos => Gen.Elements(true, false);

    private static Gen<Member> Members =>
        from age in MaybeUnknown(Gen.Choose(7, 9))
        from years in MaybeUnknown(Numbers)
        from attending in MaybeUnknown(YesNos)
        from ill in MaybeUnknown(YesNos)
        select new Member { AgeYears = age, YearsOfSchooling = years, AttendingSchool = attending, ChronicIllness = ill };

    private static Gen<ChildDeath> Deaths => from months in MaybeUnknown(Numbers) select new ChildDeath { AgeMonths = months };

    private static Gen<Member> CompletionOf(Member member) =>
        from age in Known(member.AgeYears, Gen.Choose(7, 9))
        from years in Known(member.YearsOfSchooling, Numbers)
        from attending in Known(member.AttendingSchool, YesNos)
        from ill in Known(member.ChronicIllness, YesNos)
        select member with { AgeYears = age, YearsOfSchooling = years, AttendingSchool = attending, ChronicIllness = ill };

    private static Gen<ChildDeath> CompletionOf(ChildDeath death) => from months in Known(death.AgeMonths, Numbers) select new ChildDeath { AgeMonths = months };

    private static Gen<T?> MaybeUnknown<T>(Gen<T> gen) where T : struct =>
        Gen.Frequency((2, gen.Select(value => (T?)value)), (1, Gen.Constant((T?)null)));

    private static Gen<T> Known<T>(T? answer, Gen<T> gen) where T : struct => answer is { } known ? Gen.Constant(known) : gen;

    private static Gen<string> YesNo(int depth, bool inMember)
    {
        var leaves = Gen.Elements(inMember
            ? ["attendingSchool", "chronicIllness", "true"]
            : (string[])["housing.assets.radio", "housing.assets.bicycle", "housing.electricity == 'grid'", "(housing.electricity not in ('grid', 'none'))", "false"]);
        if (depth == 0) return leaves;
        var inner = YesNo(depth - 1, inMember);
        var comparison =
            from left in Number(depth - 1, inMember)
            from sign in Gen.Elements(Comparisons)
            from right in Number(depth - 1, inMember)
            select $"({left} {sign} {right})";
        var logic =
            from left in inner
            from sign in Gen.Elements("and", "or", "&&", "||", "==", "!=")
            from right in inner
            select $"(({left}) {sign} ({right}))";
        var not = from operand in inner select $"not ({operand})";
        return inMember ? Gen.OneOf(leaves, comparison, logic, not) : Gen.OneOf(leaves, comparison, logic, not, Quantified(depth - 1));
    }

    private static Gen<string> Quantified(int depth) =>
        from selected in Gen.OneOf(Gen.Constant(""), from selects in YesNo(depth, inMember: true) select $".where({selects})")
        from function in Gen.Elements("any", "all")
        from holds in YesNo(depth, inMember: true)
        select $"members{selected}.{function}({holds})";

    private static Gen<string> Number(int depth, bool inMember)
    {
        var leaves = Gen.Elements(inMember ? ["ageYears", "yearsOfSchooling", "2", "8"] : (string[])["size", "housing.waterMinutes", "1", "2"]);
        if (depth == 0) return leaves;
        var arithmetic =
            from left in Number(depth - 1, inMember)
            from sign in Gen.Elements("+", "-", "*")
            from right in Number(depth - 1, inMember)
            select $"({left} {sign} {right})";
        var negative = from operand in Number(depth - 1, inMember) select $"-{operand}";
        var howMany =
            from first in YesNo(depth - 1, inMember)
            from second in YesNo(depth - 1, inMember)
            select $"howMany({first}, {second})";
        if (inMember) return Gen.OneOf(leaves, arithmetic, negative, howMany);
        var count = from holds in YesNo(depth - 1, inMember: true) select $"members.count({holds})";
        return Gen.OneOf(leaves, arithmetic, negative, howMany, count, Gen.Constant("childDeaths.count(ageMonths > 1)"), Gen.Constant("childDeaths.count()"));
    }
}
