using System.Xml.Linq;
using PovertyMonitor.Commitments.Indicators;
using PovertyMonitor.Dashboard;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Tests.Dashboard;

public sealed class DashboardPageTests
{
    private static readonly DashboardModel Some = new(
        "Kabupaten Bojonegoro",
        new DashboardAsOf(12_345, "2020-03-31 16:20 WIB"),
        "global-mpi-2018@1",
        new DashboardChoice("2020", "35.22.15", VillageSort.H),
        ["2019", "2020"],
        [new("35.22.15", "Bojonegoro"), new("35.22.28", "Gayam")],
        new DashboardFigures(2881, 10_049, 0.0381, 0.4056, 0.01523, 0.96),
        [
            new("35.22.15.1001", "Jetak", "Bojonegoro", new DashboardFigures(46, 160, 0.125, 0.5, 0.0625, 0.9)),
            new("35.22.15.2008", "Kosong", "Bojonegoro", DashboardFigures.None),
        ],
        "2018-2020",
        new DashboardCommitment(5, "Menurunkan kemiskinan", [new("H", "3,4 %", "3,0 %", true, "3,2 %", Status.AtRisk)]),
        [new("2020-03-31 16:20 WIB", "Menjadi miskin", "Jetak 35.22.15.1001", "Dinas Sosial")]);

    [Fact]
    public void A_villages_row_has_its_figures_in_the_readers_numbers()
    {
        Assert.Equal(["Jetak Bojonegoro 35.22.15.1001", "12,5 %", "50,0 %", "0,0625", "46", "90,0 %"], Row(Language.Indonesian, "villages", 0));
        Assert.Equal(["Jetak Bojonegoro 35.22.15.1001", "12.5 %", "50.0 %", "0.0625", "46", "90.0 %"], Row(Language.English, "villages", 0));
    }

    [Fact]
    public void What_is_not_known_is_a_dash_and_not_zero() =>
        Assert.Equal(["–", "–", "–", "0", "–"], Row(Language.English, "villages", 1)[1..]);

    [Fact]
    public void The_commitment_shows_baseline_target_actual_and_status()
    {
        Assert.Equal(["H", "3,4 %", "3,0 % (usulan)", "3,2 %", "Berisiko"], Row(Language.Indonesian, "commitment", 0));
        Assert.Equal(["H", "3,4 %", "3,0 % (proposed)", "3,2 %", "At risk"], Row(Language.English, "commitment", 0));
    }

    [Fact]
    public void The_latest_alerts_are_shown_to_whoever_may_see_them()
    {
        Assert.Equal(["2020-03-31 16:20 WIB", "Menjadi miskin", "Jetak 35.22.15.1001", "Dinas Sosial"], Row(Language.English, "alerts", 0));
        Assert.DoesNotContain("Latest alerts", DashboardPage.Render(Some with { Alerts = null }, Language.English), StringComparison.Ordinal);
        Assert.Contains("There are no alerts yet.", DashboardPage.Render(Some with { Alerts = [] }, Language.English), StringComparison.Ordinal);
    }

    [Fact]
    public void It_says_as_of_which_event_the_figures_are()
    {
        Assert.Equal("12.345", Page(Language.Indonesian).Descendants("strong").Single(e => e.Attribute("id")?.Value == "as-of").Value);
        Assert.Contains("No figures yet", DashboardPage.Render(Some with { AsOf = null }, Language.English), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_without_a_commitment_on_poverty_is_not_told_to_be_none()
    {
        Assert.Contains("The action plan 2021-2023 has no commitment on poverty", DashboardPage.Render(Some with { Plan = "2021-2023", Commitment = null }, Language.English), StringComparison.Ordinal);
        Assert.Contains("There is no action plan yet.", DashboardPage.Render(Some with { Plan = null, Commitment = null }, Language.English), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_text_from_outside_is_encoded()
    {
        const string Attack = "<script>alert('x')</script>\"&";
        var hostile = new DashboardModel(
            Attack, new DashboardAsOf(1, Attack), Attack, new DashboardChoice(Attack, Attack, VillageSort.Name), [Attack], [new(Attack, Attack)],
            DashboardFigures.None, [new(Attack, Attack, Attack, DashboardFigures.None)], Attack,
            new DashboardCommitment(1, Attack, [new(Attack, Attack, Attack, true, Attack, Status.NoData)]), [new(Attack, Attack, Attack, Attack)]);

        var html = DashboardPage.Render(hostile, Language.English);

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("alert('x')", html, StringComparison.Ordinal);
        Assert.Equal(16, Parse(html).DescendantNodes().OfType<XText>().Count(t => t.Value.Contains(Attack, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_table_has_a_caption_and_headers_for_its_columns_and_rows()
    {
        var tables = Page(Language.Indonesian).Descendants("table").ToArray();

        Assert.Equal(["commitment", "alerts", "villages"], tables.Select(t => t.Attribute("id")!.Value));
        Assert.All(tables, table =>
        {
            Assert.NotEqual("", table.Element("caption")!.Value);
            var columns = table.Element("thead")!.Element("tr")!.Elements("th").ToArray();
            Assert.All(columns, c => Assert.Equal("col", c.Attribute("scope")!.Value));
            Assert.All(table.Element("tbody")!.Elements("tr"), row =>
            {
                Assert.Equal(columns.Length, row.Elements().Count());
                Assert.Equal("row", row.Elements().First().Attribute("scope")!.Value);
            });
        });
    }

    [Fact]
    public void The_chosen_order_is_told_and_a_column_leads_to_another()
    {
        var columns = Page(Language.English).Descendants("table").Last().Element("thead")!.Descendants("th").ToArray();

        Assert.Equal("descending", columns[1].Attribute("aria-sort")!.Value);
        Assert.Single(columns, c => c.Attribute("aria-sort") is not null);
        Assert.Equal("/?lang=en&round=2020&district=35.22.15&sort=coverage", columns[5].Element("a")!.Attribute("href")!.Value);
    }

    [Fact]
    public void Nothing_is_loaded_from_elsewhere_and_no_script_or_style_is_inline()
    {
        var page = Page(Language.Indonesian);

        Assert.Equal("/dashboard.css", page.Descendants("link").Single().Attribute("href")!.Value);
        Assert.DoesNotContain(page.Descendants(), e => e.Name.LocalName is "script" or "style" or "img" or "iframe" || e.Attribute("style") is not null);
        Assert.All(page.Descendants("a"), a => Assert.StartsWith("/", a.Attribute("href")!.Value, StringComparison.Ordinal));
    }

    [Fact]
    public void Villages_are_sorted_as_asked_with_those_without_a_figure_last()
    {
        DashboardVillage Village(string code, double? h, double? coverage) => new(code, code, "", DashboardFigures.None with { H = h, Coverage = coverage });
        DashboardVillage[] villages = [Village("a", null, null), Village("b", 0.1, 0.9), Village("c", 0.3, 0.8)];

        Assert.Equal(["c", "b", "a"], VillageSort.H.Sort(villages).Select(v => v.Code));
        Assert.Equal(["c", "b", "a"], VillageSort.Coverage.Sort(villages).Select(v => v.Code));
        Assert.Equal(["a", "b", "c"], VillageSort.Name.Sort(villages).Select(v => v.Code));
        Assert.Equal(VillageSort.M0, VillageSorts.Parse("no such order"));
    }

    private static string[] Row(Language language, string table, int row) =>
    [
        .. Page(language).Descendants("table").Single(t => t.Attribute("id")!.Value == table)
            .Element("tbody")!.Elements("tr").ElementAt(row).Elements().Select(cell => cell.Value),
    ];

    private static XElement Page(Language language) => Parse(DashboardPage.Render(Some, language));

    // The page is written so that it is well-formed XML but for the void elements.
    private static XElement Parse(string html) => XDocument.Parse(System.Text.RegularExpressions.Regex.Replace(
        html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal).Replace(" selected>", ">", StringComparison.Ordinal),
        "<(meta|link|input)([^>]*)>", "<$1$2/>"), LoadOptions.PreserveWhitespace).Root!;
}
