namespace PovertyMonitor.AlkireFoster;

/// <summary>Households and the persons in them.</summary>
internal record struct Counts(long Households, long Persons)
{
    internal void Add(Counts other)
    {
        Households = checked(Households + other.Households);
        Persons = checked(Persons + other.Persons);
    }
}
