namespace PovertyMonitor.Households.Questionnaire;

/// <summary>The six questions of the Washington Group short set on functioning.</summary>
/// <remarks>Source: Washington Group on Disability Statistics, Short Set on Functioning (WG-SS).</remarks>
public sealed record Functioning
{
    /// <summary>Difficulty seeing, even with glasses.</summary>
    [Question("Seeing, even with glasses", "Melihat, meskipun memakai kacamata")]
    public Difficulty? Seeing { get; init; }

    /// <summary>Difficulty hearing, even with a hearing aid.</summary>
    [Question("Hearing, even with a hearing aid", "Mendengar, meskipun memakai alat bantu")]
    public Difficulty? Hearing { get; init; }

    /// <summary>Difficulty walking or climbing steps.</summary>
    [Question("Walking or climbing steps", "Berjalan atau naik tangga")]
    public Difficulty? Walking { get; init; }

    /// <summary>Difficulty remembering or concentrating.</summary>
    [Question("Remembering or concentrating", "Mengingat atau berkonsentrasi")]
    public Difficulty? Remembering { get; init; }

    /// <summary>Difficulty with self-care such as washing or dressing.</summary>
    [Question("Self-care, such as washing or dressing", "Mengurus diri sendiri")]
    public Difficulty? SelfCare { get; init; }

    /// <summary>Difficulty communicating in the usual language.</summary>
    [Question("Communicating", "Berkomunikasi")]
    public Difficulty? Communicating { get; init; }
}

/// <summary>The degree of a difficulty, as the Washington Group asks it.</summary>
public enum Difficulty
{
    /// <summary>No difficulty.</summary>
    [Choice("No difficulty", "Tidak ada kesulitan")] None,

    /// <summary>Some difficulty.</summary>
    [Choice("Some difficulty", "Sedikit kesulitan")] Some,

    /// <summary>A lot of difficulty.</summary>
    [Choice("A lot of difficulty", "Banyak kesulitan")] ALot,

    /// <summary>Cannot do it at all.</summary>
    [Choice("Cannot do it at all", "Sama sekali tidak bisa")] CannotDoAtAll,
}
