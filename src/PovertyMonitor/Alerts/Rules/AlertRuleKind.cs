namespace PovertyMonitor.Alerts.Rules;

/// <summary>What an alert rule looks for.</summary>
public enum AlertRuleKind
{
    /// <summary>A household's score reaches <see cref="AlertRuleDefinition.Enter"/> by a new latest interview.</summary>
    BecomesPoor,

    /// <summary>A household's score falls below <see cref="AlertRuleDefinition.Exit"/> by a new latest interview.</summary>
    LeavesPoverty,

    /// <summary>A condition over a household's answers begins to hold by a new latest interview.</summary>
    Condition,

    /// <summary>The death of a child is recorded that was not known before.</summary>
    ChildDeath,

    /// <summary>Several alerts of another rule within some days in one hamlet, or in one village where households of more than one hamlet are among them.</summary>
    Cluster,

    /// <summary>A village's M0, or a censored headcount, rises among the households interviewed in both rounds.</summary>
    IndexRise,

    /// <summary>An indicator of the action plan falls behind.</summary>
    IndicatorOffTrack,

    /// <summary>A village falls behind in a round's coverage.</summary>
    CoverageBehind,

    /// <summary>A device in use sends nothing for some days.</summary>
    DeviceSilent,
}

/// <summary>How urgent an alert is.</summary>
public enum AlertSeverity
{
    /// <summary>Good to know.</summary>
    Information,

    /// <summary>To be acted on in working hours.</summary>
    Warning,

    /// <summary>To be acted on now: goes out in quiet hours too, and alone.</summary>
    Severe,
}

/// <summary>What goes out together.</summary>
public enum AlertGrouping
{
    /// <summary>Each alert by itself.</summary>
    Each,

    /// <summary>One digest per village and day.</summary>
    VillageAndDay,
}
