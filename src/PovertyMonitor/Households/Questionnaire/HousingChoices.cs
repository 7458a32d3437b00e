namespace PovertyMonitor.Households.Questionnaire;

/// <summary>Main material of a floor; the first three are natural.</summary>
public enum FloorMaterial
{
    /// <summary>Earth or sand.</summary>
    [Choice("Earth or sand", "Tanah atau pasir")] Earth,

    /// <summary>Dung.</summary>
    [Choice("Dung", "Kotoran hewan")] Dung,

    /// <summary>Other natural floor.</summary>
    [Choice("Other natural floor", "Bahan alami lain")] NaturalOther,

    /// <summary>Wood planks.</summary>
    [Choice("Wood planks", "Papan kayu")] WoodPlanks,

    /// <summary>Bamboo.</summary>
    [Choice("Bamboo", "Bambu")] Bamboo,

    /// <summary>Cement.</summary>
    [Choice("Cement", "Semen")] Cement,

    /// <summary>Brick.</summary>
    [Choice("Brick", "Bata merah")] Brick,

    /// <summary>Tile, ceramic or terrazzo.</summary>
    [Choice("Tile, ceramic or terrazzo", "Ubin, keramik atau teraso")] Tile,

    /// <summary>Marble or granite.</summary>
    [Choice("Marble or granite", "Marmer atau granit")] Marble,

    /// <summary>Vinyl, carpet or parquet.</summary>
    [Choice("Vinyl, carpet or parquet", "Vinil, karpet atau parket")] Vinyl,

    /// <summary>Another material.</summary>
    [Choice("Another material", "Bahan lain")] Other,
}

/// <summary>Main material of a roof; the first six are natural or rudimentary.</summary>
public enum RoofMaterial
{
    /// <summary>No roof.</summary>
    [Choice("No roof", "Tanpa atap")] NoRoof,

    /// <summary>Thatch, palm or straw.</summary>
    [Choice("Thatch, palm or straw", "Jerami, ijuk atau daun")] Thatch,

    /// <summary>Rustic mat.</summary>
    [Choice("Rustic mat", "Tikar atau anyaman")] RusticMat,

    /// <summary>Bamboo.</summary>
    [Choice("Bamboo", "Bambu")] Bamboo,

    /// <summary>Wood planks.</summary>
    [Choice("Wood planks", "Papan kayu")] WoodPlanks,

    /// <summary>Cardboard or plastic.</summary>
    [Choice("Cardboard or plastic", "Kardus atau plastik")] Cardboard,

    /// <summary>Wood shingles.</summary>
    [Choice("Wood shingles", "Sirap")] WoodShingles,

    /// <summary>Zinc or metal sheet.</summary>
    [Choice("Zinc or metal sheet", "Seng atau logam")] Metal,

    /// <summary>Asbestos or fibre cement.</summary>
    [Choice("Asbestos or fibre cement", "Asbes")] Asbestos,

    /// <summary>Clay or concrete tile.</summary>
    [Choice("Clay or concrete tile", "Genteng")] ClayTile,

    /// <summary>Concrete.</summary>
    [Choice("Concrete", "Beton")] Concrete,

    /// <summary>Another material.</summary>
    [Choice("Another material", "Bahan lain")] Other,
}

/// <summary>Main material of the outer walls; the first eight are natural or rudimentary.</summary>
public enum WallMaterial
{
    /// <summary>No walls.</summary>
    [Choice("No walls", "Tanpa dinding")] NoWalls,

    /// <summary>Cane, palm or trunks.</summary>
    [Choice("Cane, palm or trunks", "Batang, pelepah atau daun")] Cane,

    /// <summary>Earth.</summary>
    [Choice("Earth", "Tanah")] Earth,

    /// <summary>Bamboo or woven bamboo.</summary>
    [Choice("Bamboo or woven bamboo", "Bambu atau anyaman bambu")] Bamboo,

    /// <summary>Stone or adobe with mud.</summary>
    [Choice("Stone or adobe with mud", "Batu atau bata mentah dengan lumpur")] StoneWithMud,

    /// <summary>Plywood.</summary>
    [Choice("Plywood", "Tripleks")] Plywood,

    /// <summary>Cardboard or plastic.</summary>
    [Choice("Cardboard or plastic", "Kardus atau plastik")] Cardboard,

    /// <summary>Reused wood.</summary>
    [Choice("Reused wood", "Kayu bekas")] ReusedWood,

    /// <summary>Wood planks.</summary>
    [Choice("Wood planks", "Papan kayu")] WoodPlanks,

    /// <summary>Brick or stone.</summary>
    [Choice("Brick or stone", "Bata atau batu")] Brick,

    /// <summary>Cement or concrete blocks.</summary>
    [Choice("Cement or concrete blocks", "Tembok semen atau batako")] Cement,

    /// <summary>Another material.</summary>
    [Choice("Another material", "Bahan lain")] Other,
}

/// <summary>Source of electricity.</summary>
public enum Electricity
{
    /// <summary>State grid (PLN).</summary>
    [Choice("State grid (PLN)", "PLN")] Grid,

    /// <summary>Other than the state grid.</summary>
    [Choice("Other than the state grid", "Non-PLN")] OffGrid,

    /// <summary>None.</summary>
    [Choice("None", "Tidak ada")] None,
}

/// <summary>Main fuel for cooking.</summary>
public enum CookingFuel
{
    /// <summary>Electricity.</summary>
    [Choice("Electricity", "Listrik")] Electricity,

    /// <summary>LPG.</summary>
    [Choice("LPG", "Elpiji")] Lpg,

    /// <summary>Piped gas.</summary>
    [Choice("Piped gas", "Gas kota")] NaturalGas,

    /// <summary>Biogas.</summary>
    [Choice("Biogas", "Biogas")] Biogas,

    /// <summary>Kerosene.</summary>
    [Choice("Kerosene", "Minyak tanah")] Kerosene,

    /// <summary>Coal or briquettes.</summary>
    [Choice("Coal or briquettes", "Batu bara atau briket")] Coal,

    /// <summary>Charcoal.</summary>
    [Choice("Charcoal", "Arang")] Charcoal,

    /// <summary>Wood.</summary>
    [Choice("Wood", "Kayu bakar")] Wood,

    /// <summary>Straw, shrubs or crop residue.</summary>
    [Choice("Straw, shrubs or crop residue", "Jerami, semak atau sisa tanaman")] CropResidue,

    /// <summary>Dung.</summary>
    [Choice("Dung", "Kotoran hewan")] Dung,

    /// <summary>No cooking at home.</summary>
    [Choice("No cooking at home", "Tidak memasak di rumah")] NoCooking,

    /// <summary>Another fuel.</summary>
    [Choice("Another fuel", "Bahan bakar lain")] Other,
}

/// <summary>Main source of drinking water.</summary>
public enum WaterSource
{
    /// <summary>Piped into the dwelling or yard.</summary>
    [Choice("Piped into the dwelling or yard", "Leding sampai rumah atau halaman")] Piped,

    /// <summary>Public tap.</summary>
    [Choice("Public tap", "Kran umum")] PublicTap,

    /// <summary>Borehole or pumped well.</summary>
    [Choice("Borehole or pumped well", "Sumur bor atau pompa")] Borehole,

    /// <summary>Protected well.</summary>
    [Choice("Protected well", "Sumur terlindung")] ProtectedWell,

    /// <summary>Unprotected well.</summary>
    [Choice("Unprotected well", "Sumur tak terlindung")] UnprotectedWell,

    /// <summary>Protected spring.</summary>
    [Choice("Protected spring", "Mata air terlindung")] ProtectedSpring,

    /// <summary>Unprotected spring.</summary>
    [Choice("Unprotected spring", "Mata air tak terlindung")] UnprotectedSpring,

    /// <summary>Rainwater.</summary>
    [Choice("Rainwater", "Air hujan")] Rainwater,

    /// <summary>Tanker or cart.</summary>
    [Choice("Tanker or cart", "Truk tangki atau gerobak")] Tanker,

    /// <summary>Branded bottled water.</summary>
    [Choice("Branded bottled water", "Air kemasan bermerek")] Bottled,

    /// <summary>Refilled bottles.</summary>
    [Choice("Refilled bottles", "Air isi ulang")] Refill,

    /// <summary>River, lake or pond.</summary>
    [Choice("River, lake or pond", "Sungai, danau atau kolam")] SurfaceWater,

    /// <summary>Another source.</summary>
    [Choice("Another source", "Sumber lain")] Other,
}

/// <summary>Kind of toilet, by the guideline of the SDG.</summary>
public enum Sanitation
{
    /// <summary>Flush to a sewer.</summary>
    [Choice("Flush to a sewer", "Leher angsa ke saluran limbah")] FlushSewer,

    /// <summary>Flush to a septic tank.</summary>
    [Choice("Flush to a septic tank", "Leher angsa ke tangki septik")] FlushSepticTank,

    /// <summary>Flush to a pit.</summary>
    [Choice("Flush to a pit", "Leher angsa ke lubang tanah")] FlushPit,

    /// <summary>Flush to a drain, river or pond.</summary>
    [Choice("Flush to a drain, river or pond", "Leher angsa ke selokan, sungai atau kolam")] FlushElsewhere,

    /// <summary>Ventilated improved pit.</summary>
    [Choice("Ventilated improved pit", "Cubluk berventilasi")] VentilatedPit,

    /// <summary>Pit with slab.</summary>
    [Choice("Pit with slab", "Cubluk berlantai")] PitWithSlab,

    /// <summary>Composting toilet.</summary>
    [Choice("Composting toilet", "Kakus kompos")] Composting,

    /// <summary>Pit without slab.</summary>
    [Choice("Pit without slab", "Cubluk tanpa lantai")] PitWithoutSlab,

    /// <summary>Bucket.</summary>
    [Choice("Bucket", "Ember")] Bucket,

    /// <summary>Latrine over water.</summary>
    [Choice("Latrine over water", "Jamban di atas air")] HangingLatrine,

    /// <summary>None: river, field or bush.</summary>
    [Choice("None: river, field or bush", "Tidak ada: sungai, kebun atau semak")] OpenDefecation,

    /// <summary>Another kind.</summary>
    [Choice("Another kind", "Jenis lain")] Other,
}
