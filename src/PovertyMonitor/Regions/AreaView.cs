using NodaTime;

namespace PovertyMonitor.Regions;

/// <summary>An area as the API shows it.</summary>
/// <param name="Code">The area's code, such as 35.22.15.2001.</param>
/// <param name="Name">Its name.</param>
/// <param name="Level">province, regency, district or village.</param>
/// <param name="Kelurahan">For a village, whether it is a kelurahan and not a desa; else null.</param>
/// <param name="Parent">The code of the area one level up; null for a province.</param>
/// <param name="ValidFrom">The first day it was so; null for since before the first survey.</param>
/// <param name="ValidTo">The first day it was so no longer; null for still so.</param>
internal sealed record AreaView(
    string Code, string Name, string Level, bool? Kelurahan, string? Parent, LocalDate? ValidFrom, LocalDate? ValidTo)
{
    /// <summary>The view of <paramref name="area"/>.</summary>
    public static AreaView Of(Area area) => new(
        area.Code.ToString(),
        area.Name,
        area.Code.Level switch
        {
            AreaLevel.Province => "province",
            AreaLevel.Regency => "regency",
            AreaLevel.District => "district",
            _ => "village",
        },
        area.Code.Level == AreaLevel.Village ? area.Code.IsKelurahan : null,
        area.Code.Parent?.ToString(),
        area.ValidFrom,
        area.ValidTo);
}
