using NodaTime;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Alerts.Detection;

/// <summary>The deaths of children that are known of a household, learned in the order of time.</summary>
/// <remarks>
/// One death is told at one interview with less and at another with more, and by a report with the age of the last interview. Each that is known
/// stands for one that is told, those that are most alike first, so that two in one month stay two.
/// </remarks>
internal sealed class KnownDeaths
{
    // A report without an age takes that of the last interview, in whole years.
    private const int MostMonthsApart = 36;

    private readonly List<Known> _known = [];

    /// <summary>How many are known.</summary>
    public int Count => _known.Count;

    /// <summary>Learns those that an interview tells of, and says how many were not known.</summary>
    public int Learn(IReadOnlyList<ChildDeath> deaths, Instant at) => Learn(deaths, at, isReport: false, isOther: false);

    /// <summary>Learns one that was reported, and says whether it was not known.</summary>
    /// <param name="death">The death.</param>
    /// <param name="at">When it was.</param>
    /// <param name="wasListed">Whether the last interview before it lists the child: then that one tells of others.</param>
    public bool LearnByReport(ChildDeath death, Instant at, bool wasListed) => Learn([death], at, isReport: true, wasListed) > 0;

    private int Learn(IReadOnlyList<ChildDeath> deaths, Instant at, bool isReport, bool isOther)
    {
        var news = deaths.ToList();
        // Reports are about different members.
        var open = isOther ? [] : _known.Where(k => !(isReport && k.IsReport)).ToList();
        foreach (var isSame in (Func<Known, ChildDeath, bool>[])[(k, d) => k.Death == d, Agree, (k, d) => (isReport || k.IsReport) && IsOfOneMonth(k.Death, d)])
            foreach (var death in news.ToList())
                if (open.FirstOrDefault(k => isSame(k, death)) is { } known)
                {
                    open.Remove(known);
                    news.Remove(death);
                    _known[_known.IndexOf(known)] = known with { Death = Both(known.Death, death), IsReport = isReport || known.IsReport };
                }
        _known.AddRange(news.Select(d => new Known(d, HouseholdRule.DayOf(at).ToYearMonth(), isReport)));
        return news.Count;
    }

    // What was after it was told of is another one.
    private static bool Agree(Known known, ChildDeath death) =>
        Agree(known.Death.Month, death.Month) && Agree(known.Death.AgeMonths, death.AgeMonths) && Agree(known.Death.Mother, death.Mother)
        && !(death.Month is { } month && month.CompareTo(known.Since) > 0);

    private static bool IsOfOneMonth(ChildDeath known, ChildDeath death) =>
        known.Month is { } month && month == death.Month && Agree(known.Mother, death.Mother)
        && !(Math.Abs((known.AgeMonths - death.AgeMonths) ?? 0) > MostMonthsApart);

    private static bool Agree<T>(T? one, T? other)
        where T : struct => one is null || other is null || one.Value.Equals(other.Value);

    private static ChildDeath Both(ChildDeath known, ChildDeath death) =>
        new() { Month = death.Month ?? known.Month, AgeMonths = death.AgeMonths ?? known.AgeMonths, Mother = death.Mother ?? known.Mother };

    private sealed record Known(ChildDeath Death, YearMonth Since, bool IsReport);
}
