using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Identities;
using PovertyMonitor.Surveys;
using PovertyMonitor.Surveys.Quality;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys.Quality;

public sealed class QualityRulesTests
{
    private static readonly Instant March = Instant.FromUtc(2018, 3, 2, 3, 15);
    private static readonly ReferencePoint Village = new("35.22.15.2002", -7.15, 111.88, 3000);

    // Men of 40 on 2 March 2018: born from 3 March 1977 to 2 March 1978.
    private static readonly Submission Sound = SampleInterview.Of(false, Village.Village, "2018-1", March, 3);
    private static readonly Guid Head = Sound.Answers!.Members[0].Id;

    [Fact]
    public void A_sound_interview_has_no_flag() => Assert.Empty(Codes(Sound with { EndedAt = March + Duration.FromMinutes(20) }, new PersonalData
    {
        FamilyCard = "3522150101080009",
        Location = new(-7.151m, 111.881m, 8),
        Members = [new(Head, "Siti", "3522150107770003", new LocalDate(1977, 7, 1))],
    }));

    [Theory]
    [InlineData("3522150107770003", null)]
    [InlineData("3522 1501.0777 0003", null)]
    [InlineData("352215010777000", "length")]
    [InlineData("35221501077700031", "length")]
    [InlineData("35221501O7770003", "length")]
    [InlineData("0922150107770003", "area")]
    [InlineData("3500150107770003", "area")]
    [InlineData("3522000107770003", "area")]
    [InlineData("3522150007770003", "date")]
    [InlineData("3522153207770003", "date")]
    [InlineData("3522154007770003", "date")]
    [InlineData("3522157207770003", "date")]
    [InlineData("3522150113770003", "date")]
    [InlineData("3522153002770003", "date")]
    [InlineData("3522150107770000", "serial")]
    public void An_identity_number_is_right_or_it_is_said_which_part_is_not(string nik, string? part)
    {
        var flags = Flags(Sound, Of(new PersonIdentity(Head, Nik: nik)));

        Assert.Equal(part is null ? [] : [("quality.nik_form", part)], flags.Select(f => (f.Rule.Code, f.Detail!)));
        Assert.DoesNotContain(flags, f => f.Detail?.Contains(nik, StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData("3522150107770003", null)]
    [InlineData("3522154107770003", "date")]
    [InlineData("12", "length")]
    public void A_family_card_has_no_day_for_women(string card, string? part) =>
        Assert.Equal(part is null ? [] : [("quality.family_card_form", part)], Flags(Sound, PersonalData.None with { FamilyCard = card }).Select(f => (f.Rule.Code, f.Detail!)));

    [Theory]
    [InlineData("3522150107770003", 40, Sex.Male, "")]
    [InlineData("3522150107770003", 39, Sex.Male, "")]
    [InlineData("3522150107770003", 38, Sex.Male, "quality.nik_age")]
    [InlineData("3522150107770003", 42, Sex.Male, "quality.nik_age")]
    [InlineData("3522154107770003", 40, Sex.Male, "quality.nik_sex")]
    [InlineData("3522154107770003", 40, Sex.Female, "")]
    [InlineData("3522154107170003", 0, Sex.Female, "")]
    [InlineData("3522154107170003", 100, Sex.Female, "")]
    [InlineData("3522152902000003", 18, Sex.Male, "")]
    public void An_age_and_a_sex_fit_the_number_of_either_century(string nik, int age, Sex sex, string expected)
    {
        var interview = Member(m => m with { AgeYears = age, Sex = sex, AgeMonths = age == 0 ? 8 : null, Relation = null });

        Assert.Equal(expected, string.Join(",", Codes(interview, Of(new PersonIdentity(Head, Nik: nik)))));
    }

    [Theory]
    [InlineData(1977, 3, 3, "")]
    [InlineData(1979, 3, 2, "")]
    [InlineData(1979, 3, 3, "quality.birth_date_age")]
    [InlineData(2019, 1, 1, "quality.birth_date_age")]
    public void A_birth_date_fits_the_age_by_a_year(int year, int month, int day, string expected) =>
        Assert.Equal(expected, string.Join(",", Codes(Sound, Of(new PersonIdentity(Head, BirthDate: new LocalDate(year, month, day))))));

    [Fact]
    public void Dates_are_not_held_against_a_correction_made_long_after() =>
        Assert.Empty(Codes(Sound with { Corrects = Guid.NewGuid(), InterviewedAt = March + Duration.FromDays(3000) }, Of(new PersonIdentity(Head, Nik: "3522150107770003", BirthDate: new LocalDate(1977, 7, 1)))));

    [Fact]
    public void One_number_of_two_members_is_flagged_at_both_however_it_is_written()
    {
        var second = Sound.Answers!.Members[1].Id;

        var flags = Flags(Sound, Of(new PersonIdentity(Head, Nik: "3522150107770003"), new PersonIdentity(second, Nik: "3522-1501-0777-0003")));

        Assert.Equal([("quality.nik_repeated", (Guid?)Head), ("quality.nik_repeated", second)], flags.Select(f => (f.Rule.Code, f.Member)));
        Assert.All(flags, f => Assert.True(f.IsSerious));
    }

    [Theory]
    [InlineData(180, "")]
    [InlineData(179, "quality.too_fast")]
    [InlineData(-5, "quality.too_fast")]
    public void An_interview_takes_a_minute_a_member(int seconds, string expected) =>
        Assert.Equal(expected, string.Join(",", Codes(Sound with { EndedAt = March + Duration.FromSeconds(seconds) }, PersonalData.None)));

    [Theory]
    [InlineData(-7.1771, 111.88, 5, "quality.far_away")]
    [InlineData(-7.1768, 111.88, 5, "")]
    [InlineData(-7.1771, 111.88, 50, "")]
    [InlineData(-7.15, 111.88, 100, "")]
    [InlineData(-7.15, 111.88, 101, "quality.coarse_position")]
    public void A_position_lies_within_the_villages_reach(double latitude, double longitude, int accuracy, string expected)
    {
        var personal = PersonalData.None with { Location = new((decimal)latitude, (decimal)longitude, accuracy) };

        Assert.Equal(expected, string.Join(",", Codes(Sound, personal)));
        Assert.DoesNotContain(QualityRules.Of(Sound, personal, null, new()), f => f.Rule == QualityProblems.FarAway);
        Assert.DoesNotContain(Flags(Sound, personal), f => f.Detail?.Contains('.', StringComparison.Ordinal) == true);
    }

    [Fact]
    public void A_distance_over_the_ground_is_that_of_the_sphere() =>
        // A degree along a meridian is a 360th of the circumference.
        Assert.Equal(111_195, VisitRules.MetresBetween(0, 0, 1, 0), 0.5);

    [Fact]
    public void A_stated_size_is_that_of_the_roster()
    {
        Assert.Equal(["quality.size_roster"], Codes(Sound with { Answers = Sound.Answers! with { Size = 4 } }, PersonalData.None));
        Assert.Empty(Codes(Sound with { Answers = Sound.Answers! with { Size = null } }, PersonalData.None));
    }

    [Fact]
    public void A_head_is_missing_only_where_every_relation_is_known()
    {
        Assert.Equal(["quality.no_head"], Codes(Member(m => m with { Relation = Relation.Spouse }), PersonalData.None));
        Assert.Empty(Codes(Member(m => m with { Relation = null }), PersonalData.None));
    }

    [Theory]
    [InlineData(12, "")]
    [InlineData(11, "quality.young_head")]
    public void A_head_is_no_child(int age, string expected) => Assert.Equal(expected, string.Join(",", Codes(Member(m => m with { AgeYears = age }), PersonalData.None)));

    [Theory]
    [InlineData(Sex.Female, 30, 20, Relation.Child, "")]
    [InlineData(Sex.Female, 30, 21, Relation.Child, "quality.young_mother")]
    [InlineData(Sex.Male, 30, 21, Relation.Child, "")]
    [InlineData(Sex.Male, 30, 30, Relation.Child, "quality.child_older")]
    [InlineData(Sex.Male, 30, 40, Relation.Parent, "")]
    [InlineData(Sex.Male, 30, 30, Relation.Parent, "quality.child_older")]
    public void Parents_are_older_than_their_children(Sex sex, int headAge, int otherAge, Relation relation, string expected)
    {
        var interview = Member(m => m with { Sex = sex, AgeYears = headAge });
        interview = interview with
        {
            Answers = interview.Answers! with { Members = [interview.Answers.Members[0], interview.Answers.Members[1] with { AgeYears = otherAge, Relation = relation, Sex = Sex.Female }], Size = 2 },
        };

        Assert.Equal(expected, string.Join(",", Codes(interview, PersonalData.None)));
    }

    [Theory]
    // WHO, girls of 24 months: the median weighs 11.5 kg, and 28 kg lie beyond +5 standard deviations.
    [InlineData(24, 11.5, 86.4, "")]
    [InlineData(24, 28.0, 86.4, "quality.growth")]
    [InlineData(24, 11.5, 50.0, "quality.growth")]
    public void Weight_and_height_of_a_child_lie_within_the_standards_limits(int months, double weight, double height, string expected)
    {
        var child = new Member
        {
            Id = Guid.NewGuid(),
            Sex = Sex.Female,
            AgeYears = months / 12,
            AgeMonths = months,
            Relation = Relation.Grandchild,
            Nutrition = new() { WeightKg = (decimal)weight, HeightCm = (decimal)height, MeasuredOn = new LocalDate(2018, 3, 2), Source = NutritionSource.Measured },
        };
        var interview = Sound with { Answers = Sound.Answers! with { Size = 4, Members = [.. Sound.Answers.Members, child] } };

        Assert.Equal(expected, string.Join(",", Codes(interview, PersonalData.None)));
    }

    [Theory]
    [InlineData(60, 160, "")]
    [InlineData(160, 60, "quality.growth")]
    public void The_body_mass_of_an_adult_is_possible(int weight, int height, string expected) => Assert.Equal(expected, string.Join(",", Codes(
        Member(m => m with { Nutrition = new() { WeightKg = weight, HeightCm = height, MeasuredOn = new LocalDate(2018, 2, 1), Source = NutritionSource.Measured } }), PersonalData.None)));

    [Fact]
    public void A_visit_without_an_interview_can_still_lie_far_away() => Assert.Equal(["quality.far_away"], Codes(
        Sound with { Outcome = VisitOutcome.Absent, Consent = false, Answers = null }, PersonalData.None with { Location = new(-6.2m, 106.8m, 5) }));

    [Theory]
    [InlineData(0.2, 100.0, "veryAccurate")]
    [InlineData(0.21, 105.0, "fairlyAccurate")]
    [InlineData(0.22, 110.0, "approximate")]
    [InlineData(0.25, 125.0, "rough")]
    [InlineData(0.35, 175.0, "veryRough")]
    [InlineData(1.0, 500.0, "veryRough")]
    public void Whipples_index_is_a_hundred_without_and_five_hundred_with_nothing_but_preference(double share, double index, string accuracy)
    {
        var whipple = new Whipple(10_000, (long)(10_000 * share));

        Assert.Equal(index, whipple.Index!.Value, 1e-9);
        Assert.Equal((accuracy, 2.0), (whipple.Class, whipple.StandardError!.Value));
    }

    [Theory]
    [InlineData(145, 0, "otherDigits")]
    [InlineData(100, 11, "otherDigits")]
    [InlineData(100, 13, "veryAccurate")]
    [InlineData(10_000, 1_600, "veryAccurate")]
    [InlineData(99, 0, null)]
    public void Ages_that_avoid_fives_and_tens_are_not_called_accurate_unless_chance_explains_it(long persons, long rounded, string? accuracy) =>
        Assert.Equal(accuracy, new Whipple(persons, rounded).Class);

    [Fact]
    public void Only_ages_from_23_to_62_are_counted()
    {
        Assert.Equal(new Whipple(40, 8), Whipple.Of(Enumerable.Range(0, 120)));
        Assert.Equal((null, null), (Whipple.Of([22, 63]).Index, Whipple.Of([]).Class));
    }

    private static Submission Member(Func<Member, Member> change) =>
        Sound with { Answers = Sound.Answers! with { Members = [change(Sound.Answers.Members[0]), .. Sound.Answers.Members.Skip(1)] } };

    private static PersonalData Of(params PersonIdentity[] people) => PersonalData.None with { Members = [.. people] };

    private static IReadOnlyList<QualityFlag> Flags(Submission submission, PersonalData personal) => QualityRules.Of(submission, personal, Village, new QualityOptions());

    private static IEnumerable<string> Codes(Submission submission, PersonalData personal) => Flags(submission, personal).Select(f => f.Rule.Code);
}
