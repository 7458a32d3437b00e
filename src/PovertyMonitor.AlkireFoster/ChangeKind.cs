namespace PovertyMonitor.AlkireFoster;

/// <summary>How a change from b1 to b2 is expressed.</summary>
public enum ChangeKind
{
    /// <summary>b2 - b1, in the figure's own unit.</summary>
    Absolute,

    /// <summary>(b2/b1 - 1) 100, in percent.</summary>
    Relative,

    /// <summary>(b2 - b1)/years, in the figure's own unit per year.</summary>
    AbsolutePerYear,

    /// <summary>((b2/b1)^(1/years) - 1) 100, in percent per year.</summary>
    RelativePerYear,
}
