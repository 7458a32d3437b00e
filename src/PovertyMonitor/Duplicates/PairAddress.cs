namespace PovertyMonitor.Duplicates;

/// <summary>Two households in an address, in any order.</summary>
internal static class PairAddress
{
    /// <summary>The path of a pair below <c>/api</c>.</summary>
    public const string Path = "/duplicates/{a:guid}/{b:guid}";

    /// <summary>The pair in the order in which it is kept: the smaller id first.</summary>
    public static (Guid A, Guid B) InOrder(Guid a, Guid b) => a.CompareTo(b) <= 0 ? (a, b) : (b, a);
}
