using System.Collections.Immutable;
using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;

namespace PovertyMonitor.Duplicates.Linkage;

/// <summary>What of a household is compared with others. It names nobody: numbers are there as keyed hashes only.</summary>
/// <param name="Household">The household.</param>
/// <param name="Place">Where it lives.</param>
/// <param name="Size">Its usual residents.</param>
/// <param name="Members">Those of them whose sex and age are known, by sex and age.</param>
internal sealed record Profile(Guid Household, Place Place, int Size, ImmutableArray<ComparedMember> Members)
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    /// <summary>The keyed hash of its family card (No. KK), shortened; <see langword="null"/> where none was given.</summary>
    public ulong? FamilyCard { get; init; }

    /// <summary>The keyed hashes of its members' identity numbers (NIK), shortened, each once.</summary>
    public ImmutableArray<ulong> Niks { get; init; } = [];

    /// <summary>A household's profile as it is believed to be now; <see langword="null"/> where it is gone or was never interviewed.</summary>
    public static Profile? Of(Guid id, Household household) =>
        Spell.Of(household) is [.., { To: null } now] ? Of(id, now.Place, now.Answers, now.Interview.At) : null;

    /// <summary>The profile of a household that answered at a time.</summary>
    public static Profile Of(Guid id, Place place, Answers answers, Instant at)
    {
        var day = at.InZone(Zone).Date;
        var members = answers.Members.Where(m => m is { Sex: not null, AgeYears: not null })
            .Select(m => ComparedMember.Aged(m.Sex!.Value, m.AgeYears!.Value, day));
        return new(id, place, answers.Members.Count, [.. members.Order()]);
    }

    /// <summary>The same with its numbers' hashes, without those that so many households share that they say nothing.</summary>
    public Profile With(HouseholdHashes hashes, IReadOnlySet<ulong> common) => this with
    {
        FamilyCard = hashes.FamilyCard is { } card && !common.Contains(card) ? card : null,
        Niks = [.. hashes.Niks.Where(n => !common.Contains(n)).Distinct()],
    };

    /// <summary>Whether both households gave a number that is the same.</summary>
    public bool SharesNumberWith(Profile other) => (FamilyCard is { } card && card == other.FamilyCard) || SharedNiks(other) > 0;

    /// <summary>How many identity numbers both households gave.</summary>
    public int SharedNiks(Profile other)
    {
        // Millions of pairs come by here.
        var shared = 0;
        var theirs = other.Niks.AsSpan();
        foreach (var nik in Niks.AsSpan())
            if (theirs.Contains(nik)) shared++;
        return shared;
    }
}

/// <summary>The hashes of the numbers a household gave, shortened to 64 bits: among two million people the chance of one false match is below one in a million.</summary>
/// <param name="FamilyCard">Of its family card (No. KK).</param>
/// <param name="Niks">Of its members' identity numbers (NIK).</param>
internal sealed record HouseholdHashes(ulong? FamilyCard, ImmutableArray<ulong> Niks)
{
    /// <summary>Of a household that gave no number.</summary>
    public static readonly HouseholdHashes None = new(null, []);
}

/// <summary>A member as far as it is compared.</summary>
/// <param name="Sex">Sex.</param>
/// <param name="Born">The middle of the twelve months in which somebody of that age was born, in months since the year 0: so ages told at different interviews can be compared.</param>
internal readonly record struct ComparedMember(Sex Sex, int Born) : IComparable<ComparedMember>
{
    /// <summary>A member who was so many completed years old on a day.</summary>
    public static ComparedMember Aged(Sex sex, int years, LocalDate day) => new(sex, 12 * day.Year + day.Month - 12 * years - 6);

    /// <summary>The member as one number, to be stored.</summary>
    public int Code => 2 * Born + (Sex == Sex.Male ? 1 : 0);

    /// <summary>The member of a stored number.</summary>
    public static ComparedMember Of(int code) => new((code & 1) == 1 ? Sex.Male : Sex.Female, code >> 1);

    public int CompareTo(ComparedMember other) => Sex != other.Sex ? Sex.CompareTo(other.Sex) : Born.CompareTo(other.Born);
}
