using PovertyMonitor.Access.Devices;

namespace PovertyMonitor.Regions;

/// <summary>Tells who issues keys which villages the register has; access itself doesn't know the register.</summary>
internal sealed class KnownVillages(IRegister registers) : IKnownVillages
{
    /// <inheritdoc/>
    public async ValueTask<Func<string, bool>> OfAsync(string regency, CancellationToken ct)
    {
        var register = await registers.OfAsync(regency, ct);
        return village => AreaCode.TryParse(village, out var code) && register.Find(code) is not null;
    }
}
