using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Simulation;

/// <summary>Makes the answers about the dwelling that come of what a household lacks.</summary>
internal static class Dwelling
{
    /// <summary>The dwelling; every throw is made whatever is lacked, so what isn't concerned stays the same from round to round.</summary>
    public static Housing Of(Lack lack, Dice dice)
    {
        var bad = dice.Pick((0, 0.5), (1, 0.35), (2, 0.15));
        var poorHouse = lack.HasFlag(Lack.Housing);
        var floor = dice.Pick((FloorMaterial.Tile, 0.55), (FloorMaterial.Cement, 0.35), (FloorMaterial.WoodPlanks, 0.07), (FloorMaterial.Brick, 0.03));
        var roof = dice.Pick((RoofMaterial.ClayTile, 0.88), (RoofMaterial.Metal, 0.06), (RoofMaterial.Asbestos, 0.06));
        var walls = dice.Pick((WallMaterial.Brick, 0.55), (WallMaterial.WoodPlanks, 0.3), (WallMaterial.Cement, 0.15));
        var goodFuel = dice.Pick((CookingFuel.Lpg, 0.93), (CookingFuel.Electricity, 0.03), (CookingFuel.Kerosene, 0.02), (CookingFuel.Biogas, 0.02));
        var solidFuel = dice.Pick((CookingFuel.Wood, 0.97), (CookingFuel.Charcoal, 0.03));
        var (water, minutes) = Water(lack.HasFlag(Lack.Water), dice);
        var (toilet, shared) = Toilet(lack.HasFlag(Lack.Sanitation), dice);
        return new Housing
        {
            Floor = poorHouse && bad == 0 ? FloorMaterial.Earth : floor,
            Roof = poorHouse && bad == 2 ? RoofMaterial.Thatch : roof,
            Walls = poorHouse && bad == 1 ? WallMaterial.Bamboo : walls,
            Electricity = lack.HasFlag(Lack.Electricity) ? Electricity.None : Electricity.Grid,
            CookingFuel = lack.HasFlag(Lack.Fuel) ? solidFuel : goodFuel,
            WaterSource = water,
            WaterMinutes = minutes,
            Sanitation = toilet,
            SanitationShared = shared,
            Assets = Assets(lack.HasFlag(Lack.Assets), dice),
        };
    }

    private static (WaterSource, int Minutes) Water(bool lacking, Dice dice)
    {
        var good = dice.Pick((WaterSource.Borehole, 0.5), (WaterSource.ProtectedWell, 0.28), (WaterSource.Piped, 0.2), (WaterSource.ProtectedSpring, 0.02));
        var poor = dice.Pick((WaterSource.UnprotectedWell, 0.6), (WaterSource.UnprotectedSpring, 0.25), (WaterSource.SurfaceWater, 0.15));
        var near = dice.Chance(0.8) ? 0 : dice.Between(2, 20);
        var far = dice.Between(31, 75);
        var isFar = dice.Chance(0.3);
        return lacking ? isFar ? (WaterSource.PublicTap, far) : (poor, near) : (good, near);
    }

    private static (Sanitation, bool? Shared) Toilet(bool lacking, Dice dice)
    {
        var good = dice.Pick((Sanitation.FlushSepticTank, 0.85), (Sanitation.FlushPit, 0.12), (Sanitation.PitWithSlab, 0.03));
        var poor = dice.Pick((Sanitation.OpenDefecation, 0.55), (Sanitation.PitWithoutSlab, 0.4), (Sanitation.HangingLatrine, 0.05));
        var isShared = dice.Chance(0.45);
        if (!lacking)
            return (good, false);
        return isShared ? (good, true) : (poor, poor == Sanitation.OpenDefecation ? null : dice.Chance(0.2));
    }

    private static Assets Assets(bool lacking, Dice dice)
    {
        var only = dice.Pick((0, 0.15), (1, 0.55), (2, 0.2), (3, 0.1));
        var owned = new Assets
        {
            Radio = dice.Chance(0.2),
            Television = dice.Chance(0.9),
            Telephone = true,
            Computer = dice.Chance(0.15),
            AnimalCart = dice.Chance(0.01),
            Bicycle = dice.Chance(0.4),
            Motorbike = true,
            Refrigerator = dice.Chance(0.6),
            CarOrTruck = dice.Chance(0.1),
        };
        return !lacking ? owned : new Assets
        {
            Radio = only == 3,
            Television = only == 2,
            Telephone = only == 1,
            Computer = false,
            AnimalCart = false,
            Bicycle = false,
            Motorbike = false,
            Refrigerator = false,
            CarOrTruck = false,
        };
    }
}
