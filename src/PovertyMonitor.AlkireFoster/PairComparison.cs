namespace PovertyMonitor.AlkireFoster;

/// <summary>How two populations compare over a grid of choices.</summary>
/// <param name="FirstPoorer">Choices under which the first has the higher figure.</param>
/// <param name="SecondPoorer">Choices under which the second has.</param>
/// <param name="Equal">Choices under which they are equal.</param>
public readonly record struct PairComparison(int FirstPoorer, int SecondPoorer, int Equal)
{
    /// <summary>Whether the first is never less poor and somewhere poorer: it dominates, whatever the choice.</summary>
    public bool FirstDominates => SecondPoorer == 0 && FirstPoorer > 0;

    /// <summary>Whether the second is never less poor and somewhere poorer.</summary>
    public bool SecondDominates => FirstPoorer == 0 && SecondPoorer > 0;

    /// <summary>Share of the choices that agree with the more frequent order, 0 to 1; null where none could be compared.</summary>
    public double? AgreeingShare => FirstPoorer + SecondPoorer + Equal is var all and > 0
        ? Math.Max(FirstPoorer, SecondPoorer) / (double)all
        : null;
}
