using NodaTime;
using PovertyMonitor.Alerts.Audiences;

namespace PovertyMonitor.Alerts.Cases;

/// <summary>An alert was raised.</summary>
/// <param name="Alert">What it says.</param>
public sealed record AlertRaised(Alert Alert);

/// <summary>A receiver took it.</summary>
/// <param name="Receiver">The receiver's code.</param>
/// <param name="Channel">How it was told.</param>
/// <param name="At">When.</param>
public sealed record AlertDelivered(string Receiver, AlertChannel Channel, Instant At);

/// <summary>Somebody of its audience has seen it and will see to it.</summary>
/// <param name="By">Who: the id at the issuer of the token, not a name.</param>
/// <param name="At">When.</param>
public sealed record AlertAcknowledged(string By, Instant At);

/// <summary>It was looked into.</summary>
/// <param name="IsTrue">Whether it is as the alert says; else it was a false alarm.</param>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
public sealed record AlertVerified(bool IsTrue, string By, Instant At);

/// <summary>Something is done for the household: a referral or assistance is recorded of it.</summary>
/// <param name="Help">The id of the referral or of the assistance.</param>
/// <param name="IsReferral">Which of the two.</param>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
public sealed record AlertTakenUp(Guid Help, bool IsReferral, string By, Instant At);

/// <summary>It is seen to.</summary>
/// <param name="By">Who says so.</param>
/// <param name="At">When.</param>
public sealed record AlertResolved(string By, Instant At);

/// <summary>Its cause is gone: what is open closes by itself, and of what people settled it is known.</summary>
/// <param name="Through">The submission, change or round that says so.</param>
/// <param name="At">When.</param>
/// <param name="NeverWas">Whether what it was taken up again for never was; what raised it was so.</param>
public sealed record AlertCauseGone(string Through, Instant At, bool? NeverWas = null);

/// <summary>Of what people settled: its cause was gone, and is there after all.</summary>
/// <param name="Through">The submission or change that says so.</param>
/// <param name="At">When.</param>
public sealed record AlertCauseBack(string Through, Instant At);

/// <summary>It was raised in error: what raised it was corrected or rejected.</summary>
/// <param name="Through">The submission or change that says so.</param>
/// <param name="At">When.</param>
public sealed record AlertWithdrawn(string Through, Instant At);

/// <summary>It was not acknowledged in time, and the next level was told.</summary>
/// <param name="Level">Which level, from 1.</param>
/// <param name="To">The audience that is told; its own again where there is no other.</param>
/// <param name="At">When.</param>
public sealed record AlertEscalated(int Level, string To, Instant At);

/// <summary>It was taken up again.</summary>
/// <param name="Why">What for.</param>
/// <param name="By">Who, or the submission through which.</param>
/// <param name="At">When.</param>
/// <param name="Facts">What holds now; absent where it is what was told before.</param>
public sealed record AlertReopened(ReopeningReason Why, string By, Instant At, AlertFacts? Facts = null);

/// <summary>Why an alert is taken up again.</summary>
public enum ReopeningReason
{
    /// <summary>The same happened again within the rule's cool-down.</summary>
    Recurred,

    /// <summary>What had ended it was corrected.</summary>
    EndCorrected,

    /// <summary>It was closed too early.</summary>
    ClosedTooEarly,

    /// <summary>It was no false alarm after all.</summary>
    NoFalseAlarm,

    /// <summary>It was not raised in error: what had said so was taken back, and it stands where it stood.</summary>
    ErrorTakenBack,
}
