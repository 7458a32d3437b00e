namespace PovertyMonitor.Alerts.Delivery;

/// <summary>A receiver did not take it. The message is for the operator and holds nothing of the alert.</summary>
/// <param name="reason">Why.</param>
/// <param name="isAway">Whether the receiver doesn't answer at all, so that nothing else would be taken either.</param>
/// <param name="inner">What it follows from.</param>
internal sealed class DeliveryFailure(string reason, bool isAway = false, Exception? inner = null) : Exception(reason, inner)
{
    /// <summary>Whether the receiver doesn't answer at all.</summary>
    public bool IsAway { get; } = isAway;

    /// <summary>Whether it would fail as well however often it is tried.</summary>
    public bool IsFinal => Message == AddressNotAllowed;

    /// <summary>The reason where an address lies inside the server's own network.</summary>
    public const string AddressNotAllowed = "address not allowed";
}
