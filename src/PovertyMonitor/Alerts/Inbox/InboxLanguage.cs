using Microsoft.AspNetCore.Http.Extensions;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Alerts.Inbox;

/// <summary>The language of the agencies' page: the address's, and else the browser's. Bindable.</summary>
/// <param name="In">The language.</param>
/// <param name="IsChosen">Whether the address says so; then it goes with every form and link.</param>
internal sealed record InboxLanguage(Language In, bool IsChosen)
{
    private const string Key = "lang";

    /// <summary>Binds an endpoint's parameter.</summary>
    public static ValueTask<InboxLanguage?> BindAsync(HttpContext context)
    {
        var chosen = Language.All.FirstOrDefault(l => l.Tag == context.Request.Query[Key]);
        return new(new InboxLanguage(chosen ?? Language.Of(context.Request), chosen is not null));
    }

    /// <summary>An address of the page in the same language.</summary>
    public string Address(string path, string? alert = null)
    {
        var query = new QueryBuilder();
        if (alert is not null) query.Add("alert", alert);
        if (IsChosen) query.Add(Key, In.Tag);
        return $"{path}{query}";
    }
}
