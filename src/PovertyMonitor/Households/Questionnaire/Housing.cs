namespace PovertyMonitor.Households.Questionnaire;

/// <summary>The dwelling, its services and what the household owns.</summary>
public sealed record Housing
{
    /// <summary>Main material of the floor.</summary>
    [Question("Main floor material", "Bahan utama lantai")]
    public FloorMaterial? Floor { get; init; }

    /// <summary>Main material of the roof.</summary>
    [Question("Main roof material", "Bahan utama atap")]
    public RoofMaterial? Roof { get; init; }

    /// <summary>Main material of the outer walls.</summary>
    [Question("Main wall material", "Bahan utama dinding")]
    public WallMaterial? Walls { get; init; }

    /// <summary>Source of electricity.</summary>
    [Question("Electricity", "Sumber listrik")]
    public Electricity? Electricity { get; init; }

    /// <summary>Main fuel for cooking.</summary>
    [Question("Main cooking fuel", "Bahan bakar utama memasak")]
    public CookingFuel? CookingFuel { get; init; }

    /// <summary>Main source of drinking water.</summary>
    [Question("Main source of drinking water", "Sumber utama air minum")]
    public WaterSource? WaterSource { get; init; }

    /// <summary>Walk to the drinking water and back with the waiting, in minutes; 0 on the premises.</summary>
    [Question("Minutes to fetch water, there and back", "Waktu mengambil air pulang-pergi (menit)", Min = 0, Max = 600)]
    public int? WaterMinutes { get; init; }

    /// <summary>Kind of toilet.</summary>
    [Question("Kind of toilet", "Jenis kakus")]
    public Sanitation? Sanitation { get; init; }

    /// <summary>Whether the toilet is shared with another household; not asked where there is none.</summary>
    [Question("Toilet shared with other households", "Kakus dipakai bersama rumah tangga lain"),
     SkippedIf(nameof(Sanitation), Questionnaire.Sanitation.OpenDefecation)]
    public bool? SanitationShared { get; init; }

    /// <summary>What the household owns.</summary>
    [Question("What the household owns", "Barang yang dimiliki")]
    public Assets Assets { get; init; } = new();
}

/// <summary>The assets of the global MPI (revision 2018).</summary>
public sealed record Assets
{
    /// <summary>Radio.</summary>
    [Question("Radio", "Radio")]
    public bool? Radio { get; init; }

    /// <summary>Television.</summary>
    [Question("Television", "Televisi")]
    public bool? Television { get; init; }

    /// <summary>Telephone, mobile or fixed.</summary>
    [Question("Telephone or mobile phone", "Telepon atau telepon genggam")]
    public bool? Telephone { get; init; }

    /// <summary>Computer or tablet.</summary>
    [Question("Computer", "Komputer")]
    public bool? Computer { get; init; }

    /// <summary>Animal-drawn cart.</summary>
    [Question("Animal cart", "Gerobak yang ditarik hewan")]
    public bool? AnimalCart { get; init; }

    /// <summary>Bicycle.</summary>
    [Question("Bicycle", "Sepeda")]
    public bool? Bicycle { get; init; }

    /// <summary>Motorbike.</summary>
    [Question("Motorbike", "Sepeda motor")]
    public bool? Motorbike { get; init; }

    /// <summary>Refrigerator.</summary>
    [Question("Refrigerator", "Lemari es")]
    public bool? Refrigerator { get; init; }

    /// <summary>Car or truck.</summary>
    [Question("Car or truck", "Mobil atau truk")]
    public bool? CarOrTruck { get; init; }
}
