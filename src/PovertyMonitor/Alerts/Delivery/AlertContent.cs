using PovertyMonitor.Alerts.Cases;
using PovertyMonitor.Alerts.Rules;
using PovertyMonitor.Commitments;
using PovertyMonitor.Measures;
using PovertyMonitor.Platform;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Regions;

namespace PovertyMonitor.Alerts.Delivery;

/// <summary>An alert as it leaves: what it says in both languages, and a link to it that asks for a login.</summary>
/// <param name="Alert">The alert.</param>
/// <param name="Notice">What is told of it.</param>
/// <param name="State">Where it stands when that is told.</param>
/// <param name="Name">The rule's name.</param>
/// <param name="Text">What it says; of one that is settled, that first.</param>
/// <param name="Link">Where more of it is to be had.</param>
internal sealed record AlertContent(Alert Alert, Notice Notice, AlertState State, Bilingual Name, Bilingual Text, string Link)
{
    /// <summary>Whether it tells of a re-opening that was an error.</summary>
    public bool IsTakenBack { get; init; }
}

/// <summary>Writes what alerts say.</summary>
internal sealed class AlertContents(RuleRegister rules, IRegister registers, PlanReader plans, AlertLinks links)
{
    // Where the household is to be found is for whoever has logged in: the name of a group is a free text of those who know everybody in it.
    private static readonly Text AfterLogin = new("lihat setelah masuk", "see after logging in");

    /// <summary>What an alert says to somebody who has logged in.</summary>
    public Task<AlertContent> OfAsync(Alert alert, CancellationToken ct) => OfAsync(alert, Notice.Raised, AlertState.Raised, isMessage: false, isTakenBack: false, ct);

    /// <summary>What an alert says where it leaves the service.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="notice">What is told of it.</param>
    /// <param name="state">Where it stands.</param>
    /// <param name="isTakenBack">Whether it tells of a re-opening that was an error.</param>
    /// <param name="ct">Stops it.</param>
    public Task<AlertContent> MessageAsync(Alert alert, Notice notice, AlertState state, bool isTakenBack, CancellationToken ct) => OfAsync(alert, notice, state, isMessage: true, isTakenBack, ct);

    private async Task<AlertContent> OfAsync(Alert alert, Notice notice, AlertState state, bool isMessage, bool isTakenBack, CancellationToken ct)
    {
        var rule = await rules.RevisionAsync(alert.Regency, alert.Kind, alert.Revision, ct);
        var measure = await rules.MeasureAsync(alert.Regency, alert.Measure, ct);
        var area = AreaCode.TryParse(alert.Area, out var code) ? (await registers.OfAsync(alert.Regency, ct)).Find(code)?.Name : null;
        var indicator = rule?.Kind == AlertRuleKind.IndicatorOffTrack ? await IndicatorAsync(alert, ct) : null;
        string Text(Language language)
        {
            var names = alert.Deprivations.Select(d => NameOf(d, measure, language));
            (string, object?)[] places =
            [
                ("area", PlaceOf(alert, area)), ("group", alert.DasaWisma is not { } group ? "-" : isMessage ? AfterLogin.In(language) : group), ("value", alert.Value ?? "-"), ("limit", alert.Limit ?? "-"),
                ("count", alert.Count), ("deprivations", names.Any() ? string.Join(", ", names) : isMessage ? AfterLogin.In(language) : "-"), ("round", alert.Round ?? "-"), ("subject", SubjectOf(alert, indicator, language)),
            ];
            var text = new Text(rule?.Text.Id ?? alert.Kind, rule?.Text.En ?? alert.Kind).In(language, places);
            return isMessage && (isTakenBack ? StateWords.BeforeTakenBack : StateWords.Before(state)) is { } before ? $"{before.In(language)}: {text}" : text;
        }
        return new(alert, notice, state, rule?.Name ?? new(alert.Kind, alert.Kind), new(Text(Language.Indonesian), Text(Language.English)), links.To(alert.Id)) { IsTakenBack = isTakenBack };
    }

    // What was adopted before names were checked is told by its code.
    internal static string NameOf(string indicator, CompiledMeasure? measure, Language language)
    {
        var name = measure?.Definition.Dimensions.SelectMany(d => d.Indicators).FirstOrDefault(i => i.Code == indicator)?.Name;
        return (language == Language.English ? name?.En : name?.Id) is { } text && !PersonalTexts.AreIn(text) ? text : indicator;
    }

    private async Task<Wording?> IndicatorAsync(Alert alert, CancellationToken ct) => (await plans.InForceAsync(alert.Regency, ct))?.Commitments.Values
        .SelectMany(c => c.Indicators).FirstOrDefault(i => i.Code == alert.Subject)?.Definition.Name;

    private static string SubjectOf(Alert alert, Wording? indicator, Language language) =>
        indicator is null ? alert.Subject : $"{(language == Language.English ? indicator.En : indicator.Id)} ({alert.Subject})";

    // The hamlet only where it is what the alert is about: of a household it would tell where it lives.
    private static string PlaceOf(Alert alert, string? area) =>
        $"{(alert is { Household: null, Hamlet: { } rw } ? $"RW {rw}, " : "")}{(area is null ? alert.Area : $"{area} ({alert.Area})")}";
}
