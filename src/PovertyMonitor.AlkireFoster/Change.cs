namespace PovertyMonitor.AlkireFoster;

/// <summary>A change of a figure between two rounds, without sampling error, as between two censuses.</summary>
/// <param name="Value">The change, or null.</param>
/// <param name="Reason">Why it is null.</param>
public readonly record struct Change(double? Value, NoValueReason Reason)
{
    /// <summary>
    /// The change from <paramref name="first"/> to <paramref name="second"/>. Source: Alkire et al. 2015, section 9.2.
    /// </summary>
    /// <param name="kind">How it is expressed; relative ones are in percent.</param>
    /// <param name="first">The figure of the first round, at least 0; null where nobody was measured.</param>
    /// <param name="second">The figure of the second round, likewise.</param>
    /// <param name="years">Years between the rounds, above 0; a fraction is allowed.</param>
    /// <exception cref="ArgumentOutOfRangeException">The years are not above 0.</exception>
    public static Change Of(ChangeKind kind, double? first, double? second, double years)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(years);
        if (first is not { } b1 || second is not { } b2) return new Change(null, NoValueReason.NobodyMeasured);
        if (b1 == 0 && (kind is ChangeKind.Relative or ChangeKind.RelativePerYear)) return new Change(null, NoValueReason.FromZero);
        return new Change(
            kind switch
            {
                ChangeKind.Absolute => b2 - b1,
                ChangeKind.Relative => ((b2 / b1) - 1) * 100,
                ChangeKind.AbsolutePerYear => (b2 - b1) / years,
                _ => (Math.Pow(b2 / b1, 1 / years) - 1) * 100,
            },
            NoValueReason.None);
    }
}
