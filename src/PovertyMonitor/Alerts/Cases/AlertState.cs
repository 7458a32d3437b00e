namespace PovertyMonitor.Alerts.Cases;

/// <summary>Where an alert stands.</summary>
internal enum AlertState
{
    /// <summary>Raised; nobody was told yet.</summary>
    Raised,

    /// <summary>A receiver took it.</summary>
    Delivered,

    /// <summary>Somebody will see to it.</summary>
    Acknowledged,

    /// <summary>It is as it says.</summary>
    Verified,

    /// <summary>A referral or assistance is recorded.</summary>
    InProgress,

    /// <summary>Seen to.</summary>
    Resolved,

    /// <summary>It was not so.</summary>
    FalseAlarm,

    /// <summary>Its cause is gone.</summary>
    Closed,

    /// <summary>Raised in error.</summary>
    Withdrawn,
}
