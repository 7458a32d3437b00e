using PovertyMonitor.Platform.Problems;

namespace PovertyMonitor.Alerts.Cases;

/// <summary>How states are said to people.</summary>
internal static class StateWords
{
    /// <summary>A state.</summary>
    public static Text Of(AlertState state) => state switch
    {
        AlertState.Raised => new("baru", "new"),
        AlertState.Delivered => new("terkirim", "delivered"),
        AlertState.Acknowledged => new("ditanggapi", "acknowledged"),
        AlertState.Verified => new("benar", "verified"),
        AlertState.InProgress => new("ditangani", "in progress"),
        AlertState.Resolved => new("selesai", "resolved"),
        AlertState.FalseAlarm => new("alarm palsu", "false alarm"),
        AlertState.Closed => new("sebab sudah hilang", "cause is gone"),
        _ => new("ditarik, keliru", "raised in error"),
    };

    /// <summary>Why one is closed that was taken up again for what never happened.</summary>
    public static readonly Text TakenBack = new("dibuka kembali karena keliru", "taken up again in error");

    /// <summary>What a message says before the text of such a one.</summary>
    public static readonly Text BeforeTakenBack = new("Dibuka kembali karena keliru, tidak terjadi lagi", "Taken up again in error, it did not happen again");

    /// <summary>What a message says before the text of an alert that is settled: the text tells of what was so. <see langword="null"/> where it is open.</summary>
    public static Text? Before(AlertState state) => state switch
    {
        AlertState.Resolved => new("Sudah selesai ditangani", "Seen to already"),
        AlertState.FalseAlarm => new("Ternyata alarm palsu", "It was a false alarm"),
        AlertState.Closed => new("Sudah berakhir, sebabnya sudah hilang", "Over by now, its cause is gone"),
        AlertState.Withdrawn => new("Ditarik karena keliru", "Withdrawn, raised in error"),
        _ => null,
    };
}
