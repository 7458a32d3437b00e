namespace PovertyMonitor.Assistance.Programmes;

/// <summary>The national programmes that a regency's register begins with.</summary>
internal static class ShippedProgrammes
{
    public static IReadOnlyList<ProgrammeStated> All { get; } =
    [
        Of("PKH", "Program Keluarga Harapan", "Family Hope Programme", "kemensos", ProgrammeKind.Cash),
        Of("BPNT", "Bantuan Pangan Nontunai (Sembako)", "Non-cash food assistance (Sembako)", "kemensos", ProgrammeKind.Goods, "Sembako", "Program Sembako", "BSP"),
        Of("PBI-JK", "Penerima Bantuan Iuran Jaminan Kesehatan", "Health insurance with the contribution paid", "kemensos", ProgrammeKind.Service, "PBI", "PBI JKN", "PBI APBN"),
        Of("PIP", "Program Indonesia Pintar (KIP)", "Smart Indonesia Programme (KIP)", "kemendikdasmen", ProgrammeKind.Cash, "KIP"),
        Of("BLT-DD", "Bantuan Langsung Tunai Dana Desa", "Cash assistance from the Village Fund", "pemdes", ProgrammeKind.Cash, "BLT Dana Desa", "BLT Desa"),
        Of("RTLH", "Perbaikan Rumah Tidak Layak Huni", "Repair of unfit housing", "kemensos", ProgrammeKind.Goods, "Rutilahu", "RS-RTLH"),
    ];

    private static ProgrammeStated Of(string code, string indonesian, string english, string agency, ProgrammeKind kind, params string[] aliases) =>
        new(code, new(indonesian, english), agency, kind, ProgrammeField.Social, National: true, aliases, By: null);
}

/// <summary>States the shipped programmes in a regency that has never heard of them.</summary>
internal sealed class ProgrammeSeed(Platform.StreamDecision streams, ProgrammeReader programmes) : Platform.ISeed
{
    /// <summary>After the measures.</summary>
    public int Order => 30;

    /// <inheritdoc />
    public async Task SeedAsync(string tenant, CancellationToken ct)
    {
        var known = (await programmes.ListAsync(tenant, ct)).Select(p => p.Code).ToHashSet(StringComparer.Ordinal);
        foreach (var programme in ShippedProgrammes.All.Where(p => !known.Contains(p.Code)))
            await streams.DecideAsync<bool>(tenant, ProgrammeStream.Of(programme.Code), history => (true, history.Count == 0 ? [programme] : []), ct,
                ProgrammeTable.Write(tenant, programme));
    }
}
