using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using PovertyMonitor.Duplicates.Linkage;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Identities;
using PovertyMonitor.Regions;
using PovertyMonitor.Simulation;

namespace PovertyMonitor.Tests.Duplicates;

/// <summary>
/// The simulated population's first round, in which one household of fifty was registered twice by two enumerators, with
/// the errors they make: other ids, another day, a number copied wrong or not at all, a member forgotten, ages a year off,
/// another Dasa Wisma group. And what must not be taken for it: in two of a hundred, two households of one Dasa Wisma group
/// share a family card (children who cook apart), and in some of these one child is counted in both.
/// </summary>
internal sealed class PlantedDuplicates
{
    private const double RegisteredTwice = 0.02;
    private const double SharesCard = 0.02;
    private const double SharesChild = 0.2;
    private const double CardMissing = 0.25;
    private const double NumberWrong = 0.08;
    private const double MemberForgotten = 0.1;
    private const double AgeOff = 0.15;
    private const double OtherGroup = 0.2;

    private PlantedDuplicates(ImmutableArray<Profile> households, ImmutableHashSet<(Guid A, Guid B)> pairs) => (Households, Pairs) = (households, pairs);

    /// <summary>All households, the second registrations among them.</summary>
    public ImmutableArray<Profile> Households { get; }

    /// <summary>What was registered twice, the smaller id first.</summary>
    public ImmutableHashSet<(Guid A, Guid B)> Pairs { get; }

    /// <summary>The same where nobody gave a number.</summary>
    public PlantedDuplicates WithoutNumbers() => new([.. Households.Select(p => p with { FamilyCard = null, Niks = [] })], Pairs);

    /// <summary>The households by village.</summary>
    public IReadOnlyList<IReadOnlyList<Profile>> Villages =>
        [.. Households.GroupBy(p => p.Place.Village, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(IReadOnlyList<Profile> (g) => [.. g])];

    /// <summary>A population of some villages of the regency.</summary>
    public static PlantedDuplicates Of(int villages, int households, long seed)
    {
        var codes = new Register(RegisterFile.Read("35.22")).Villages.Take(villages).Select(v => v.Code);
        var population = new Population(codes, households, rounds: 1, seed);
        var (all, pairs) = (ImmutableArray.CreateBuilder<Profile>(), ImmutableHashSet.CreateBuilder<(Guid, Guid)>());
        for (var village = 0; village < population.Villages; village++)
            foreach (var (place, visit) in population.Visits(0, village).Index())
            {
                if (visit.Submission.Answers is not { } answers) continue;
                var dice = new Dice(seed, village, place);
                var first = Apart(ProfileOf(visit.Submission.HouseholdId, visit, answers, visit.Personal, Duration.Zero), all, dice);
                all.Add(first);
                if (!dice.Chance(RegisteredTwice)) continue;
                var second = Again(visit, answers, dice);
                all.Add(second);
                pairs.Add(first.Household.CompareTo(second.Household) < 0 ? (first.Household, second.Household) : (second.Household, first.Household));
            }
        return new(all.ToImmutable(), pairs.ToImmutable());
    }

    // Who cooks apart but stays on the parents' card: the household registered just before, in the same group.
    private static Profile Apart(Profile household, IReadOnlyList<Profile> before, Dice dice)
    {
        if (!dice.Chance(SharesCard) || before is not [.., var last] || last.Place != household.Place) return household;
        return household with { FamilyCard = last.FamilyCard, Niks = dice.Chance(SharesChild) && last.Niks is [.., var child] ? household.Niks.Add(child) : household.Niks };
    }

    private static Profile Again(SimulatedVisit visit, Answers answers, Dice dice)
    {
        var members = answers.Members.Where((_, i) => i == 0 || !dice.Chance(MemberForgotten))
            .Select(m => dice.Chance(AgeOff) && m.AgeYears > 0 ? m with { AgeYears = m.AgeYears + (dice.Chance(0.5) ? 1 : -1) } : m).ToList();
        var personal = new PersonalData
        {
            FamilyCard = Copied(visit.Personal.FamilyCard, dice),
            Members = [.. visit.Personal.Members.Where(p => members.Any(m => m.Id == p.Member)).Select(p => p with { Nik = Copied(p.Nik, dice) })],
        };
        var place = dice.Chance(OtherGroup) ? visit.Submission.Place with { DasaWisma = "Mawar 1", Rt = dice.Chance(0.5) ? "099" : visit.Submission.Place.Rt } : visit.Submission.Place;
        var again = visit with { Submission = visit.Submission with { Place = place } };
        return ProfileOf(dice.Id(), again, answers with { Members = members, Size = members.Count }, personal, Duration.FromDays(dice.Between(1, 200)));
    }

    private static string? Copied(string? number, Dice dice)
    {
        if (number is null || dice.Chance(CardMissing)) return null;
        if (!dice.Chance(NumberWrong)) return number;
        var digits = number.ToCharArray();
        digits[dice.Between(6, digits.Length - 1)] = (char)('0' + dice.Between(0, 9));
        return new(digits);
    }

    private static Profile ProfileOf(Guid id, SimulatedVisit visit, Answers answers, PersonalData personal, Duration later) =>
        Profile.Of(id, visit.Submission.Place, answers, visit.Submission.InterviewedAt + later).With(
            new(HashOf(personal.FamilyCard), [.. personal.Members.Select(m => HashOf(m.Nik)).OfType<ulong>()]), ImmutableHashSet<ulong>.Empty);

    private static ulong? HashOf(string? number) => number is null ? null : BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(number)));
}
