namespace PovertyMonitor.Musdes.Objections;

/// <summary>What has become of an objection.</summary>
internal enum ObjectionState
{
    /// <summary>Lodged.</summary>
    Lodged,

    /// <summary>Being examined.</summary>
    Examined,

    /// <summary>Upheld: the list followed it.</summary>
    Upheld,

    /// <summary>Rejected.</summary>
    Rejected,

    /// <summary>Taken back.</summary>
    Withdrawn,
}

/// <summary>An objection as the events tell it.</summary>
/// <param name="Lodged">How it was lodged.</param>
/// <param name="State">What has become of it.</param>
/// <param name="Rejection">Why it was rejected.</param>
internal sealed record Objection(ObjectionLodged Lodged, ObjectionState State, RejectionReason? Rejection = null)
{
    public Guid Id => Lodged.ObjectionId;

    /// <summary>Whether it still has to be decided.</summary>
    public bool IsOpen => State is ObjectionState.Lodged or ObjectionState.Examined;
}
