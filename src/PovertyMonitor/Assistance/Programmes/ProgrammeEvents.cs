namespace PovertyMonitor.Assistance.Programmes;

/// <summary>It was stated what an assistance programme is; a later statement replaces an earlier one.</summary>
/// <param name="Code">Its code, such as PKH.</param>
/// <param name="Name">Its name.</param>
/// <param name="Agency">The code of the agency that runs it.</param>
/// <param name="Kind">What it gives.</param>
/// <param name="Field">Whose field it is.</param>
/// <param name="National">Whether it is a national programme.</param>
/// <param name="Aliases">Other words for it in register files.</param>
/// <param name="By">Who stated it: the id at the issuer of the token; absent for what is shipped.</param>
public sealed record ProgrammeStated(
    string Code, ProgrammeName Name, string Agency, ProgrammeKind Kind, ProgrammeField Field, bool National, IReadOnlyList<string> Aliases, string? By);

/// <summary>A programme's name in both languages.</summary>
/// <param name="Id">In Indonesian.</param>
/// <param name="En">In English.</param>
public sealed record ProgrammeName(string Id, string En);

/// <summary>What a programme gives.</summary>
public enum ProgrammeKind
{
    /// <summary>Money.</summary>
    Cash,

    /// <summary>Goods, such as food or building material.</summary>
    Goods,

    /// <summary>A service, such as an insurance whose contribution is paid.</summary>
    Service,
}

/// <summary>Which agency records a programme's help here.</summary>
public enum ProgrammeField
{
    /// <summary>Dinas Sosial.</summary>
    Social,

    /// <summary>Dinas Kesehatan.</summary>
    Health,
}
