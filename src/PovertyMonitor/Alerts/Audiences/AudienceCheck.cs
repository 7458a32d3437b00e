using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Alerts.Audiences;

/// <summary>What is wrong with an audience as it is stated. Pure.</summary>
internal static class AudienceCheck
{
    private const int LongestName = 100;

    /// <summary>What is wrong with it by itself and beside the others.</summary>
    public static IEnumerable<FieldError> Check(string code, AudienceBody body, AudienceBook book)
    {
        static FieldError Error(string field, string expected) => AlertProblems.InvalidField.At(field, ("expected", expected));
        string[] roles = [.. Cases.AlertAccess.Roles.Select(r => r.Name())];
        if (!RuleCheck.IsCode(code)) yield return Error("code", "dp3akb");
        if (body.Audience is { } given && given != code) yield return SettingsProblems.OtherCode.At("audience", ("code", code));
        if (RuleCheck.NameFault("name.id", body.Name?.Id, LongestName) is { } ofId) yield return ofId;
        if (RuleCheck.NameFault("name.en", body.Name?.En, LongestName) is { } ofEn) yield return ofEn;
        if (body.Roles is null or [] || body.Roles.Any(r => !roles.Contains(r))) yield return Error("roles", string.Join(", ", roles));
        if (body.EscalatesTo is not { } to) yield break;
        if (Chain.Circle(code, to, at => book.Find(at)?.EscalatesTo) is { } circle)
            yield return SettingsProblems.Circle.At("escalatesTo", ("chain", string.Join(" -> ", circle)), ("last", circle[^2]), ("code", code));
        else if (book.Find(to) is null) yield return Error("escalatesTo", string.Join(", ", book.Audiences.Keys));
    }

    /// <summary>What its roles may not be told of by the rules that reach it.</summary>
    /// <remarks>Of rules as they stand and as they stood: what those raised is seen by whom their audience is now.</remarks>
    public static IEnumerable<FieldError> Beyond(AlertAudienceStated stated, AudienceBook book, RuleBook rules, int smallest) =>
        from rule in rules.Rules.Values.SelectMany(r => r.Revisions)
        where book.Told(rule.Audience).Any(a => a.Audience == stated.Audience)
        let beyond = HouseholdReach.Beyond(rule, book)
        let of = rules.Find(rule.Of ?? "")?.Latest
        where beyond.Count > 0 || rule.MinimumN < HouseholdReach.FewestOf(rule, of, book, smallest)
        group rule by string.Join(", ", beyond.Count > 0 ? beyond.Select(r => r.Name()) : HouseholdReach.Untold(rule, of, book)) into alike
        select SettingsProblems.NotForAudience.At("roles", ("audience", stated.Audience), ("roles", alike.Key));
}
