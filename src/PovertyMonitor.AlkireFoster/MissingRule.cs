namespace PovertyMonitor.AlkireFoster;

/// <summary>
/// What a missing answer does (Alkire et al. 2015, chapter 7, on non-response). The rule, n and the coverage stand
/// beside every figure.
/// </summary>
public enum MissingRule
{
    /// <summary>A household with any missing indicator is left out (listwise deletion).</summary>
    DropHousehold,

    /// <summary>A missing indicator counts as not deprived: a lower bound of the score.</summary>
    NotDeprived,

    /// <summary>
    /// A missing indicator is dropped from the household's measure, and its weight is shared by the other indicators
    /// of its dimension in proportion to theirs, as OPHI does for an indicator a survey lacks. A household with no
    /// known indicator in some dimension is left out.
    /// </summary>
    DropIndicator,
}
