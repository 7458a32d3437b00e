namespace PovertyMonitor.Commitments.Indicators.Expressions;

/// <summary>A piece of an expression that was understood.</summary>
internal abstract record Node
{
    /// <summary>Whether it is a condition; else it is a number.</summary>
    public virtual bool IsCondition => false;

    /// <summary>The pieces it is made of.</summary>
    public virtual IEnumerable<Node> Parts => [];

    /// <summary>It and everything in it.</summary>
    public IEnumerable<Node> All => Parts.SelectMany(p => p.All).Prepend(this);

    /// <summary>A number as it is written.</summary>
    internal sealed record Number(double Value) : Node;

    /// <summary>A figure of the area asked about, of a part of its households or persons.</summary>
    /// <param name="Name">The figure.</param>
    /// <param name="Group">The part.</param>
    /// <param name="Indicator">The measure's indicator, for a headcount of one; else null.</param>
    internal sealed record OfArea(AreaFigure Name, Group Group, string? Indicator) : Node;

    /// <summary>How many villages meet a condition, of those with figures.</summary>
    /// <param name="Condition">The condition.</param>
    /// <param name="IsShare">Whether as a share.</param>
    internal sealed record Villages(Node Condition, bool IsShare) : Node
    {
        public override IEnumerable<Node> Parts => [Condition];
    }

    /// <summary>The share of all villages whose meetings confirmed their list.</summary>
    internal sealed record MusdesConfirmed : Node;

    /// <summary>The share of the poor households that got matching help within some days.</summary>
    internal sealed record Assisted(int Days) : Node;

    /// <summary>The share of the round's alerts acknowledged within some hours.</summary>
    internal sealed record Acknowledged(int Hours) : Node;

    /// <summary>Another indicator of the plan.</summary>
    internal sealed record Reference(string Code) : Node;

    /// <summary>Two numbers, or two conditions, joined.</summary>
    internal sealed record Binary(string Sign, Node Left, Node Right) : Node
    {
        public override bool IsCondition => Sign is not ("+" or "-" or "*" or "/");

        public override IEnumerable<Node> Parts => [Left, Right];
    }

    /// <summary>The opposite of a number or of a condition.</summary>
    internal sealed record Opposite(Node Inside) : Node
    {
        public override bool IsCondition => Inside.IsCondition;

        public override IEnumerable<Node> Parts => [Inside];
    }
}

/// <summary>A figure that every area has.</summary>
internal enum AreaFigure { M0, H, A, Vulnerable, Severe, Households, Persons, PoorHouseholds, PoorPersons, Coverage, Censored, Uncensored }
