using System.Text.Json;
using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Regions;
using PovertyMonitor.Simulation;
using PovertyMonitor.Surveys;

namespace PovertyMonitor.Tests.Simulation;

public sealed class PopulationTests
{
    private static readonly AreaCode[] Bojonegoro = [.. new Register(RegisterFile.Read("35.22")).Villages.Select(v => v.Code)];

    private static readonly Lazy<Submission[]> Large = new(() => [.. All(40_000, 1, 1)]);

    [Fact]
    public void The_same_seed_makes_the_same_bytes()
    {
        Assert.Equal(Bytes(seed: 1), Bytes(seed: 1));
    }

    [Fact]
    public void The_bytes_stay_the_same_from_version_to_version()
    {
        // Who changes the population changes this: a run over a store filled before would then meet conflicts.
        Assert.Equal("0ebdee6ca3967a7c", Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Bytes(seed: 1)))[..16]);
    }

    [Fact]
    public void Another_seed_and_another_size_share_no_id()
    {
        var ids = Ids(All(300, 2, 1)).ToHashSet();

        Assert.DoesNotContain(Ids(All(300, 2, 2)), ids.Contains);
        Assert.DoesNotContain(Ids(All(301, 2, 1)), ids.Contains);
    }

    [Fact]
    public void More_rounds_do_not_change_the_earlier_ones() =>
        Assert.Equal(
            All(500, 1, 1).Select(s => SubmissionWriter.ToUtf8(s)),
            All(500, 3, 1).Where(s => s.Round == "2019" && s.Corrects is null).Select(s => SubmissionWriter.ToUtf8(s)));

    [Fact]
    public void Every_submission_is_one_the_service_reads()
    {
        foreach (var submission in All(3000, 2, 1))
        {
            using var json = JsonDocument.Parse(SubmissionWriter.ToUtf8(submission));
            var (read, _, errors, _) = SubmissionReader.Read(json.RootElement);

            Assert.Empty(errors.Select(e => e.ToString()));
            Assert.Equal(SubmissionWriter.ToUtf8(submission), SubmissionWriter.ToUtf8(read!));
        }
    }

    [Fact]
    public void Who_is_met_keeps_name_and_number_over_the_rounds_and_is_what_the_service_reads()
    {
        var population = new Population(Bojonegoro, 500, 2, 1);
        var visits = Enumerable.Range(0, 2).SelectMany(round => Enumerable.Range(0, population.Villages).SelectMany(v => population.Visits(round, v))).ToList();

        foreach (var visit in visits.Where(v => v.Submission.Answers is not null))
        {
            using var json = JsonDocument.Parse(SubmissionWriter.ToUtf8(visit.Submission, visit.Personal));
            var read = SubmissionReader.Read(json.RootElement);
            Assert.True(read.IsRight);
            Assert.Equal(visit.Submission.Answers!.Members.Select(m => m.Id), read.Personal.Members.Select(m => m.Member));
        }
        var people = visits.SelectMany(v => v.Personal.Members).GroupBy(m => m.Member).ToList();
        Assert.All(people, person => Assert.Single(person.Distinct()));
        Assert.All(people.Select(p => p.First().Nik).OfType<string>(), nik => Assert.Matches("^352200[0-9]{10}$", nik));
    }

    [Fact]
    public void Every_household_is_visited_in_the_first_round_and_every_id_is_used_once()
    {
        var all = All(3000, 2, 1).ToArray();

        Assert.Equal(3000, all.Count(s => s.Round == "2019" && s.Corrects is null));
        Assert.Equal(all.Length, all.Select(s => s.SubmissionId).Distinct().Count());
    }

    [Fact]
    public void The_second_round_brings_corrections_moves_and_newly_found_households()
    {
        var all = All(5000, 2, 1).ToArray();
        var first = all.Where(s => s.Round == "2019" && s.Corrects is null).ToDictionary(s => s.HouseholdId);
        var firstById = first.Values.ToDictionary(s => s.SubmissionId);
        var second = all.Where(s => s.Round == "2020").ToArray();
        var corrections = all.Where(s => s.Corrects is not null).ToArray();

        Assert.InRange(corrections.Length, 20, 80);
        Assert.All(corrections, c => Assert.Equal(c.HouseholdId, firstById[c.Corrects!.Value].HouseholdId));
        Assert.All(corrections, c => Assert.NotEqual(c.Answers!.Housing.CookingFuel, firstById[c.Corrects!.Value].Answers!.Housing.CookingFuel));
        Assert.Equal(100, second.Count(s => !first.ContainsKey(s.HouseholdId)));
        Assert.InRange(second.Count(s => first.TryGetValue(s.HouseholdId, out var f) && f.Place.Village != s.Place.Village), 40, 120);
        Assert.Equal(Enum.GetValues<VisitOutcome>(), all.Select(s => s.Outcome).Distinct().Order());
    }

    [Fact]
    public void Members_keep_their_ids_and_grow_a_year_older()
    {
        var all = All(1000, 2, 1).Where(s => s is { Outcome: VisitOutcome.Completed, Corrects: null }).ToLookup(s => s.HouseholdId);
        var pairs = all.Where(h => h.Count() == 2).SelectMany(h =>
            from before in h.First().Answers!.Members join after in h.Last().Answers!.Members on before.Id equals after.Id select (before, after)).ToArray();

        Assert.True(pairs.Length > 2500);
        Assert.All(pairs, p => Assert.Equal(1, p.after.AgeYears - p.before.AgeYears));
    }

    [Fact]
    public void Its_poverty_is_near_the_published_one_of_Indonesia()
    {
        // 40,000 households leave a standard error of about 0.1 for H.
        var figures = GlobalMpi.Of(Large.Value);

        Assert.InRange(figures.H, 3.619 - 0.4, 3.619 + 0.4);
        Assert.InRange(figures.A, 38.714 - 1.5, 38.714 + 1.5);
        Assert.InRange(figures.PersonsPerHousehold, 3.3, 3.7);
        double[] censored = [1.4603, 1.5515, 0.6987, 2.3797, 2.1819, 1.3507, 0.7706, 1.3092, 1.7149];
        foreach (var (ours, published) in figures.Censored.Zip(censored))
            Assert.InRange(ours, published * 0.75, published * 1.25);
    }

    [Fact]
    public void Poverty_differs_from_village_to_village()
    {
        var byVillage = Large.Value.GroupBy(s => s.Place.Village).Select(v => GlobalMpi.Of(v).H).ToArray();

        Assert.Equal(430, byVillage.Length);
        Assert.Contains(byVillage, h => h == 0);
        Assert.Contains(byVillage, h => h > 12);
    }

    [Fact]
    public void About_one_household_in_twelve_has_an_undernourished_member()
    {
        var interviews = Large.Value.Where(s => s.Answers is not null).ToArray();
        var thin = interviews.Count(s => s.Answers!.Members.Any(m =>
            m is { AgeYears: >= 20 and < 70, Nutrition: { WeightKg: { } kg, HeightCm: { } cm } } && kg / (cm * cm / 10_000) < 18.5m));

        // Heads and spouses come first in a roster, so most of the undernourished are grown-ups.
        Assert.InRange(thin / (double)interviews.Length, 0.07, 0.1);
    }

    private static IEnumerable<Submission> All(int households, int rounds, long seed)
    {
        var population = new Population(Bojonegoro, households, rounds, seed);
        for (var round = 0; round < rounds; round++)
            for (var village = 0; village < population.Villages; village++)
                foreach (var submission in population.Submissions(round, village))
                    yield return submission;
    }

    private static byte[] Bytes(long seed) => [.. All(500, 2, seed).SelectMany(s => SubmissionWriter.ToUtf8(s))];

    private static IEnumerable<Guid> Ids(IEnumerable<Submission> submissions) =>
        submissions.SelectMany(s => (Guid[])[s.SubmissionId, s.HouseholdId, .. s.Answers?.Members.Select(m => m.Id) ?? []]);

    // Written from the definition of the global MPI without nutrition, apart from the service's own measure.
    private sealed record GlobalMpi(double H, double A, double[] Censored, double PersonsPerHousehold)
    {
        private static readonly int[] Weights = [6, 3, 3, 1, 1, 1, 1, 1, 1];

        public static GlobalMpi Of(IEnumerable<Submission> submissions)
        {
            var (households, persons, poor, scores, censored) = (0, 0, 0, 0, new double[Weights.Length]);
            foreach (var interview in submissions.Where(s => s.Answers is not null))
            {
                var lacks = Deprivations(interview.Answers!, interview.InterviewedAt.InUtc().Date);
                var score = lacks.Zip(Weights, (lacking, weight) => lacking ? weight : 0).Sum();
                var size = interview.Answers!.Members.Count;
                households++;
                persons += size;
                if (score < 6) continue;
                poor += size;
                scores += score * size;
                for (var i = 0; i < lacks.Length; i++)
                    censored[i] += lacks[i] ? size : 0;
            }
            return new(100.0 * poor / persons, 100.0 * scores / 18 / Math.Max(1, poor), [.. censored.Select(c => 100 * c / persons)], (double)persons / households);
        }

        private static bool[] Deprivations(Answers a, LocalDate day)
        {
            var h = a.Housing;
            var owned = new[] { h.Assets.Radio, h.Assets.Television, h.Assets.Telephone, h.Assets.Computer, h.Assets.AnimalCart, h.Assets.Bicycle, h.Assets.Motorbike, h.Assets.Refrigerator }.Count(x => x == true);
            return
            [
                a.ChildDeaths?.Any(d => d.Month!.Value.ToDateInterval().Start > day.PlusYears(-5)) == true,
                !a.Members.Any(m => m.YearsOfSchooling >= 6),
                a.Members.Any(m => m is { AgeYears: >= 7 and <= 15, AttendingSchool: false }),
                h.CookingFuel is CookingFuel.Wood or CookingFuel.Charcoal or CookingFuel.Coal or CookingFuel.Dung or CookingFuel.CropResidue,
                h.SanitationShared == true || h.Sanitation is Sanitation.OpenDefecation or Sanitation.PitWithoutSlab or Sanitation.HangingLatrine or Sanitation.Bucket,
                h.WaterMinutes >= 30 || h.WaterSource is WaterSource.UnprotectedWell or WaterSource.UnprotectedSpring or WaterSource.SurfaceWater,
                h.Electricity == Electricity.None,
                h.Floor == FloorMaterial.Earth || h.Roof == RoofMaterial.Thatch || h.Walls == WallMaterial.Bamboo,
                owned <= 1 && h.Assets.CarOrTruck != true,
            ];
        }
    }
}
