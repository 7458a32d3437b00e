namespace PovertyMonitor.AlkireFoster.Sampling;

/// <summary>
/// What to do with a stratum of a single primary sampling unit, whose variance cannot be estimated. The choices are
/// those of Lumley's R package survey (<c>survey.lonely.psu</c>).
/// </summary>
public enum LonelyPsu
{
    /// <summary>Refuse, naming the stratum.</summary>
    Fail,

    /// <summary>The stratum adds nothing to the variance.</summary>
    Remove,

    /// <summary>The unit's total is centred at the whole sample's mean, which is 0, instead of its stratum's.</summary>
    Adjust,

    /// <summary>The stratum adds the average of what the strata with more units add.</summary>
    Average,
}
