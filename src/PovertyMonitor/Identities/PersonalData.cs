using System.Collections.Immutable;
using NodaTime;

namespace PovertyMonitor.Identities;

/// <summary>What identifies a household and its members. It is split off at the door and never enters an event, a log or a message.</summary>
internal sealed record PersonalData
{
    /// <summary>Nothing was given.</summary>
    public static readonly PersonalData None = new();

    /// <summary>The number of the family card (No. KK) as written: 16 digits where it is right.</summary>
    public string? FamilyCard { get; init; }

    /// <summary>A telephone number as written.</summary>
    public string? Phone { get; init; }

    /// <summary>The street or house, as written.</summary>
    public string? Address { get; init; }

    /// <summary>Where the dwelling stands.</summary>
    public GeoPoint? Location { get; init; }

    /// <summary>The enumerator's note, free text.</summary>
    public string? Note { get; init; }

    /// <summary>The members, as far as something was said of them.</summary>
    public ImmutableArray<PersonIdentity> Members { get; init; } = [];

    /// <summary>These data, and from <paramref name="older"/> what they leave out.</summary>
    public PersonalData Over(PersonalData older) => new()
    {
        FamilyCard = FamilyCard ?? older.FamilyCard,
        Phone = Phone ?? older.Phone,
        Address = Address ?? older.Address,
        Location = Location ?? older.Location,
        Note = Note ?? older.Note,
        Members = [.. Members.Select(m => older.Members.FirstOrDefault(o => o.Member == m.Member) is { } o ? m.Over(o) : m),
            .. older.Members.Where(o => Members.All(m => m.Member != o.Member))],
    };

    /// <summary>Whether it holds nothing at all.</summary>
    public bool IsEmpty => FamilyCard is null && Phone is null && Address is null && Location is null && Note is null && Members.IsEmpty;
}

/// <summary>A position on the earth (WGS 84).</summary>
/// <param name="Latitude">Degrees north, -90 to 90.</param>
/// <param name="Longitude">Degrees east, -180 to 180.</param>
/// <param name="AccuracyMetres">The radius of the circle it lies in, in metres.</param>
internal sealed record GeoPoint(decimal Latitude, decimal Longitude, decimal? AccuracyMetres = null);

/// <summary>What identifies a member of a household.</summary>
/// <param name="Member">The member's id in the answers.</param>
/// <param name="Name">The name as written.</param>
/// <param name="Nik">The identity number (NIK) as written; never refused, since wrong and repeated ones are common.</param>
/// <param name="BirthDate">The date of birth.</param>
/// <param name="Phone">A telephone number as written.</param>
internal sealed record PersonIdentity(Guid Member, string? Name = null, string? Nik = null, LocalDate? BirthDate = null, string? Phone = null)
{
    /// <summary>This identity, and from <paramref name="older"/> what it leaves out.</summary>
    public PersonIdentity Over(PersonIdentity older) =>
        new(Member, Name ?? older.Name, Nik ?? older.Nik, BirthDate ?? older.BirthDate, Phone ?? older.Phone);
}
