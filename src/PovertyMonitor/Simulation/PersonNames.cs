using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Identities;

namespace PovertyMonitor.Simulation;

/// <summary>Gives simulated people names and numbers in the form of real ones. They are nobody's: district 00 does not exist.</summary>
internal static class PersonNames
{
    private const double CardSeen = 0.93;
    private static readonly ImmutableArray<string> Women =
        ["Siti", "Sri", "Sumiati", "Kartini", "Wati", "Suminah", "Endang", "Rukmini", "Lestari", "Dewi", "Ningsih", "Tutik", "Yuni", "Aminah", "Partini", "Sulastri"];

    private static readonly ImmutableArray<string> Men =
        ["Slamet", "Sugeng", "Bambang", "Supriyadi", "Joko", "Sutrisno", "Agus", "Wahyu", "Karno", "Suparman", "Budi", "Mulyono", "Eko", "Hadi", "Paijo", "Rahmat"];

    private static readonly ImmutableArray<string> Second =
        ["", "Utami", "Wibowo", "Rahayu", "Santoso", "Handayani", "Setiawan", "Astuti", "Prasetyo", "Mulyani", "Hidayat", "Purnomo"];

    /// <summary>What an enumerator writes of a household's people.</summary>
    /// <param name="people">They.</param>
    /// <param name="met">The members of the interview.</param>
    /// <param name="dice">The household's; the same in each round.</param>
    public static PersonalData Of(ImmutableArray<Person> people, IReadOnlyList<Member> met, Dice dice)
    {
        var card = $"352200{dice.Between(1, 28):00}{dice.Between(1, 12):00}{dice.Between(5, 18):00}{dice.Between(1, 9999):0000}";
        var hasCard = dice.Chance(CardSeen);
        var all = people.ToDictionary(p => p.Id, p => IdentityOf(p, dice));
        return new PersonalData { FamilyCard = hasCard ? card : null, Members = [.. met.Select(m => all[m.Id])] };
    }

    private static PersonIdentity IdentityOf(Person person, Dice dice)
    {
        var first = person.Sex == Sex.Female ? Women[dice.Between(0, Women.Length - 1)] : Men[dice.Between(0, Men.Length - 1)];
        var name = $"{first} {Second[dice.Between(0, Second.Length - 1)]}".TrimEnd();
        var number = dice.Between(1, 9999);
        return dice.Chance(CardSeen) ? new(person.Id, name, Nik(person, number), person.Born) : new(person.Id, name);
    }

    // Area, day (of women 40 more), month and year of birth, serial.
    private static string Nik(Person person, int number)
    {
        var day = person.Born.Day + (person.Sex == Sex.Female ? 40 : 0);
        return string.Create(CultureInfo.InvariantCulture, $"352200{day:00}{person.Born.Month:00}{person.Born.Year % 100:00}{number:0000}");
    }
}
