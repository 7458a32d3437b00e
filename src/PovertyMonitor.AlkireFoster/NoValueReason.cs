namespace PovertyMonitor.AlkireFoster;

/// <summary>Why a figure, or its interval, is empty.</summary>
public enum NoValueReason
{
    /// <summary>Nothing is empty.</summary>
    None,

    /// <summary>No household with a positive weight was measured.</summary>
    NobodyMeasured,

    /// <summary>Nobody is poor, so that the poor have no mean score and M0 has no parts.</summary>
    NobodyPoor,

    /// <summary>A relative change from zero is not defined.</summary>
    FromZero,

    /// <summary>The estimate is exactly 0 or 1, where the logit is not defined: there is no interval.</summary>
    ExactlyZeroOrOne,

    /// <summary>The design has no more primary sampling units than strata: there is no interval.</summary>
    NoDegreesOfFreedom,

    /// <summary>The variance cannot be estimated, since every stratum with a household has a single primary sampling unit.</summary>
    OnlyLonelyUnits,

    /// <summary>The statistic has no standard error: a contribution is a product or a quotient of estimates.</summary>
    NoStandardError,

    /// <summary>The annualised relative change has no finite derivative at a fall to zero: there is no standard error.</summary>
    ToZero,

    /// <summary>All households are of one primary sampling unit: between units, of which the error would follow, nothing is known.</summary>
    OneUnit,
}
