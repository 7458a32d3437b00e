using PovertyMonitor.Alerts.Cases;
using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Alerts.Delivery;

/// <summary>What stands beside the name of an alert in an e-mail: why it comes again, and that it is settled.</summary>
internal static class NoticeMarks
{
    /// <summary>The marks, the most telling first.</summary>
    public static IEnumerable<string> Of(AlertContent alert, bool isEnglish)
    {
        var language = isEnglish ? Language.English : Language.Indonesian;
        if (alert.IsTakenBack)
        {
            yield return StateWords.TakenBack.In(language);
            yield break;
        }
        if (alert.Notice != Notice.Raised) yield return NoticeWord(alert.Notice, isEnglish);
        if (alert.Notice is not (Notice.Withdrawn or Notice.Closed) && StateWords.Before(alert.State) is not null)
            yield return StateWords.Of(alert.State).In(language);
    }

    private static string NoticeWord(Notice notice, bool isEnglish) => (notice, isEnglish) switch
    {
        (Notice.Escalated, true) => "not acknowledged in time",
        (Notice.Escalated, false) => "belum ditanggapi",
        (Notice.Withdrawn, true) => "raised in error",
        (Notice.Withdrawn, false) => "ditarik, keliru",
        (Notice.Closed, true) => "cause is gone",
        (Notice.Closed, false) => "sebab sudah hilang",
        (_, true) => "again",
        _ => "kembali",
    };
}
