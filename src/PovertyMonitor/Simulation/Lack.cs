namespace PovertyMonitor.Simulation;

/// <summary>What a simulated household lacks, by the ten indicators of the global MPI.</summary>
[Flags]
internal enum Lack
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A member is undernourished.</summary>
    Nutrition = 1,

    /// <summary>A child died in the last five years.</summary>
    ChildMortality = 2,

    /// <summary>Nobody completed six years of schooling.</summary>
    Schooling = 4,

    /// <summary>A child of school age does not attend.</summary>
    Attendance = 8,

    /// <summary>Cooks with solid fuel.</summary>
    Fuel = 16,

    /// <summary>No improved toilet of its own.</summary>
    Sanitation = 32,

    /// <summary>No improved water within half an hour.</summary>
    Water = 64,

    /// <summary>No electricity.</summary>
    Electricity = 128,

    /// <summary>Natural or rudimentary floor, roof or walls.</summary>
    Housing = 256,

    /// <summary>At most one small asset, no car.</summary>
    Assets = 512,
}
