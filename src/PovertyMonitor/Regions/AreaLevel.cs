namespace PovertyMonitor.Regions;

/// <summary>The level of an area, from large to small.</summary>
internal enum AreaLevel
{
    /// <summary>No area: the level of the default code.</summary>
    None,

    /// <summary>Provinsi.</summary>
    Province,

    /// <summary>Kabupaten or kota.</summary>
    Regency,

    /// <summary>Kecamatan.</summary>
    District,

    /// <summary>Desa or kelurahan.</summary>
    Village,
}
