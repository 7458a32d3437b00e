namespace PovertyMonitor.Alerts.Delivery;

/// <summary>A receiver did not take it. The message is for the operator and holds nothing of the alert.</summary>
internal sealed class DeliveryFailure(string reason, Exception? inner = null) : Exception(reason, inner)
{
    /// <summary>The reason where an address lies inside the server's own network.</summary>
    public const string AddressNotAllowed = "address not allowed";
}
