using PovertyMonitor.Platform.Markup;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Dashboard;

/// <summary>Renders the page. Pure: the same model and language are the same HTML.</summary>
internal sealed class DashboardPage
{
    private readonly DashboardModel _model;
    private readonly Language _language;
    private readonly Figures _figures;

    private DashboardPage(DashboardModel model, Language language) => (_model, _language, _figures) = (model, language, new Figures(language));

    /// <summary>The page of a model in a language.</summary>
    public static string Render(DashboardModel model, Language language) => new DashboardPage(model, language).Page().ToString();

    private Html Page() => H($"""
        <!DOCTYPE html>
        <html lang="{_language.Tag}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{_model.Regency}: {T(Words.Title)}</title>
        <link rel="stylesheet" href="/dashboard.css">
        </head>
        <body>
        <header>
        <h1>{T(Words.Title)}</h1>
        <p>{_model.Regency}</p>
        <nav aria-label="Bahasa / Language">{Languages()}</nav>
        </header>
        <main>
        {AsOfLine()}
        {Form()}
        {TotalSection()}
        {CommitmentSection()}
        {AlertSection()}
        {VillageSection()}
        </main>
        <footer>
        <p><a href="/docs">{T(Words.ApiDescription)}</a></p>
        <p>{T(Words.AreasNotice)}</p>
        </footer>
        </body>
        </html>

        """);

    private Html Languages() => Html.Join(Language.All.Select(language => language == _language
        ? H($"""<span lang="{language.Tag}" aria-current="true">{NameOf(language)}</span> """)
        : H($"""<a lang="{language.Tag}" hreflang="{language.Tag}" href="{Address(_model.Choice.Sort, language)}">{NameOf(language)}</a> """)));

    private Html AsOfLine() => _model.AsOf is { } asOf
        ? H($"""<p>{T(Words.AsOf)} <strong id="as-of">{_figures.Count(asOf.Sequence)}</strong>, {T(Words.RecordedAt)} {asOf.Time}. {T(Words.Measure)}: {_model.Measure}.</p>""")
        : H($"""<p>{T(Words.NoFigures)}</p>""");

    private Html Form() => H($"""
        <form method="get" action="/" aria-label="{T(Words.Choose)}">
        <input type="hidden" name="lang" value="{_language.Tag}">
        <label>{T(Words.Round)} <select name="round">{Option(DashboardChoice.Current, T(Words.Current), _model.Choice.Round is null)}{Html.Join(
            _model.Rounds.Select(r => Option(r, r, r == _model.Choice.Round)))}</select></label>
        <label>{T(Words.District)} <select name="district">{Option("", T(Words.AllDistricts), _model.Choice.District is null)}{Html.Join(
            _model.Districts.Select(d => Option(d.Code, d.Name, d.Code == _model.Choice.District)))}</select></label>
        <label>{T(Words.SortedBy)} <select name="sort">{Html.Join(
            Enum.GetValues<VillageSort>().Select(s => Option(s.Name(), T(Words.Of(s)), s == _model.Choice.Sort)))}</select></label>
        <button>{T(Words.Show)}</button>
        </form>
        """);

    private Html TotalSection() => H($"""
        <section>
        <h2>{T(Words.Total)}</h2>
        <dl>
        <div><dt>{T(Words.Headcount)}</dt><dd>{_figures.Percent(_model.Total.H)}</dd></div>
        <div><dt>{T(Words.Intensity)}</dt><dd>{_figures.Percent(_model.Total.A)}</dd></div>
        <div><dt>{T(Words.Mpi)}</dt><dd>{_figures.Index(_model.Total.M0)}</dd></div>
        <div><dt>{T(Words.Households)}</dt><dd>{_figures.Count(_model.Total.Households)}</dd></div>
        <div><dt>{T(Words.Persons)}</dt><dd>{_figures.Count(_model.Total.Persons)}</dd></div>
        <div><dt>{T(Words.Coverage)}</dt><dd>{_figures.Percent(_model.Total.Coverage)}</dd></div>
        </dl>
        </section>
        """);

    private Html VillageSection() => Table(
        "villages",
        H($"{T(Words.Villages)} ({_figures.Count(_model.Villages.Count)})"),
        Html.Join([VillageSort.Name, VillageSort.H, VillageSort.A, VillageSort.M0, VillageSort.Households, VillageSort.Coverage], Column),
        Html.Join(_model.Villages.Select(v => H($"""
            <tr><th scope="row">{v.Name} <small>{v.District} {v.Code}</small></th><td>{_figures.Percent(v.Figures.H)}</td><td>{_figures.Percent(v.Figures.A)}</td><td>{_figures.Index(v.Figures.M0)}</td><td>{_figures.Count(v.Figures.Households)}</td><td>{_figures.Percent(v.Figures.Coverage)}</td></tr>

            """))));

    private Html Column(VillageSort sort)
    {
        var link = H($"""<a href="{Address(sort, _language)}">{T(Words.Of(sort))}</a>""");
        var direction = sort is VillageSort.Name or VillageSort.Coverage ? "ascending" : "descending";
        return sort == _model.Choice.Sort ? H($"""<th scope="col" aria-sort="{direction}">{link}</th>""") : H($"""<th scope="col">{link}</th>""");
    }

    private string Missing => _model.Plan is { } plan ? Words.NoPovertyCommitment.In(_language, [("plan", plan)]) : Words.NoPlan.In(_language);

    private Html CommitmentSection() => _model.Commitment is not { } commitment ? H($"<p>{Missing}</p>") : Table(
        "commitment",
        H($"{T(Words.Commitment)} {_figures.Count(commitment.Number)}: {commitment.Title}"),
        Html.Join([Words.Indicator, Words.Baseline, Words.Target, Words.Actual, Words.Status], column => H($"""<th scope="col">{T(column)}</th>""")),
        Html.Join(commitment.Indicators.Select(i => H($"""
            <tr><th scope="row">{i.Name}</th><td>{Figures.OrNone(i.Baseline)}</td><td>{Figures.OrNone(i.Target)}{(i.Proposed ? H($" <small>({T(Words.Proposed)})</small>") : Html.Empty)}</td><td>{Figures.OrNone(i.Actual)}</td><td>{T(Words.Of(i.Status))}</td></tr>

            """))));

    private Html AlertSection() => _model.Alerts is not { } alerts ? Html.Empty : alerts.Count == 0 ? H($"<section><h2>{T(Words.Alerts)}</h2><p>{T(Words.NoAlerts)}</p></section>") : Table(
        "alerts",
        H($"{T(Words.Alerts)}"),
        Html.Join([Words.Time, Words.Kind, Words.Village, Words.Audience], column => H($"""<th scope="col">{T(column)}</th>""")),
        Html.Join(alerts.Select(a => H($"""
            <tr><th scope="row">{a.Time}</th><td>{a.Kind}</td><td>{a.Village}</td><td>{a.Audience}</td></tr>

            """))));

    // A wide table scrolls in its own frame, which the keyboard must reach.
    private static Html Table(string id, Html caption, Html columns, Html rows) => H($"""
        <section class="table" tabindex="0" role="region" aria-labelledby="{id}-caption">
        <table id="{id}">
        <caption id="{id}-caption">{caption}</caption>
        <thead><tr>{columns}</tr></thead>
        <tbody>
        {rows}</tbody>
        </table>
        </section>
        """);

    private string Address(VillageSort sort, Language language) => "/" + new QueryString()
        .Add("lang", language.Tag)
        .Add("round", _model.Choice.Round ?? DashboardChoice.Current)
        .Add("district", _model.Choice.District ?? "")
        .Add("sort", sort.Name());

    private static Html Option(string value, string name, bool chosen) => chosen
        ? H($"""<option value="{value}" selected>{name}</option>""")
        : H($"""<option value="{value}">{name}</option>""");

    private static string NameOf(Language language) => language == Language.English ? "English" : "Bahasa Indonesia";

    private string T(Text text) => text.In(_language);

    private static Html H(ref HtmlHandler markup) => Html.Of(ref markup);
}
