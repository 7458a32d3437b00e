using NodaTime;
using NodaTime.Text;
using PovertyMonitor.Access;
using PovertyMonitor.Alerts.Cases;
using PovertyMonitor.Alerts.Delivery;
using PovertyMonitor.Platform.Markup;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Alerts.Inbox;

/// <summary>An alert on the page.</summary>
internal sealed record InboxLine(RaisedAlert Raised, AlertContent Content);

/// <summary>Renders the agencies' page. Pure.</summary>
internal static class InboxPage
{
    private static readonly ZonedDateTimePattern Time = ZonedDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm", null);
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    /// <summary>The page with alerts, the latest first.</summary>
    /// <param name="lines">The alerts.</param>
    /// <param name="baseline">The round of baseline mode.</param>
    /// <param name="refusal">Why what was asked for was not done.</param>
    /// <param name="language">The language.</param>
    public static string Render(IReadOnlyList<InboxLine> lines, string? baseline, ProblemBody? refusal, InboxLanguage language) => Page(language.In, H($"""
        <form method="post" action="{language.Address($"{PageSession.Path}/logout")}"><button>{InboxWords.LogOut.In(language.In)}</button></form>
        {(refusal is null ? Html.Empty : H($"<p role=\"alert\"><strong>{refusal.Title}.</strong> {refusal.Detail}</p>"))}
        {(baseline is null ? Html.Empty : H($"<p role=\"note\">{InboxWords.Baseline.In(language.In)} <strong>{baseline}</strong></p>"))}
        {(lines.Count == 0 ? H($"<p>{InboxWords.None.In(language.In)}</p>") : Table(lines, language))}
        """));

    /// <summary>The page on which a token is handed in.</summary>
    /// <param name="alert">The alert to show then.</param>
    /// <param name="isWrong">Whether what was handed in can't be one.</param>
    /// <param name="language">The language.</param>
    public static string Login(string? alert, bool isWrong, InboxLanguage language) => Page(language.In, H($"""
        {(isWrong ? H($"<p role=\"alert\">{InboxWords.NoToken.In(language.In)}</p>") : Html.Empty)}
        <form method="post" action="{language.Address(PageSession.Login)}"><input type="hidden" name="alert" value="{alert}">
        <label>{InboxWords.Token.In(language.In)} <input type="password" name="token" autocomplete="off" required></label> <button>{InboxWords.LogIn.In(language.In)}</button></form>
        """));

    private static Html Table(IReadOnlyList<InboxLine> lines, InboxLanguage language) => H($"""
        <section class="table" tabindex="0" role="region" aria-label="{InboxWords.Title.In(language.In)}"><table id="alerts">
        <thead><tr><th scope="col">{InboxWords.Raised.In(language.In)}</th><th scope="col">{InboxWords.What.In(language.In)}</th><th scope="col">{InboxWords.State.In(language.In)}</th><th scope="col">{InboxWords.ToDo.In(language.In)}</th></tr></thead>
        <tbody>{Html.Join(lines.Select(l => Row(l, language)))}</tbody></table></section>
        """);

    private static Html Row(InboxLine line, InboxLanguage chosen)
    {
        var language = chosen.In;
        var (name, text) = language == Language.English ? (line.Content.Name.En, line.Content.Text.En) : (line.Content.Name.Id, line.Content.Text.Id);
        var state = AlertWords.Parse(line.Raised.State);
        return H($"""
            <tr id="a-{line.Raised.Alert.Id.ToString()}"><th scope="row">{Time.Format(line.Raised.RaisedAt.InZone(Zone))} WIB</th><td><strong>{name}</strong><br>{text}<br><small>{line.Raised.Alert.Subject}{(line.Raised.Alert.DasaWisma is { } group ? $" · Dasa Wisma {group}" : "")}</small></td><td>{StateWords.Of(state).In(language)}</td><td>{Html.Join(ActionsOf(state).Select(a => Button(chosen.Address($"{PageSession.Path}/{line.Raised.Alert.Id}/{a.Action}"), a.Word.In(language))))}</td></tr>
            """);
    }

    private static IEnumerable<(string Action, Text Word)> ActionsOf(AlertState state) => state switch
    {
        AlertState.Raised or AlertState.Delivered => [("acknowledge", InboxWords.Acknowledge), ("true", InboxWords.TrueAlarm), ("false", InboxWords.FalseAlarm)],
        AlertState.Acknowledged => [("true", InboxWords.TrueAlarm), ("false", InboxWords.FalseAlarm), ("resolve", InboxWords.Resolve)],
        AlertState.Verified or AlertState.InProgress => [("resolve", InboxWords.Resolve), ("false", InboxWords.FalseAlarm)],
        AlertState.Withdrawn => [],
        _ => [("reopen", InboxWords.Reopen)],
    };

    private static Html Button(string address, string word) =>
        H($"""<form method="post" action="{address}"><button>{word}</button></form> """);

    private static Html PageOf(string tag, string title, Html body) => H($"""
        <!DOCTYPE html>
        <html lang="{tag}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title><link rel="stylesheet" href="/dashboard.css"></head>
        <body><header><h1>{title}</h1></header><main>{body}</main></body></html>

        """);

    private static string Page(Language language, Html body) => PageOf(language.Tag, InboxWords.Title.In(language), body).ToString();

    private static Html H(ref HtmlHandler markup) => Html.Of(ref markup);
}
