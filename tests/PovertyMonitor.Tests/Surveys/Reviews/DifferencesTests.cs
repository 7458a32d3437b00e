using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck.Xunit;
using NodaTime;
using PovertyMonitor.Households;
using PovertyMonitor.Households.Questionnaire;
using PovertyMonitor.Identities;
using PovertyMonitor.Platform.Problems;
using PovertyMonitor.Surveys;
using PovertyMonitor.Surveys.Reviews;
using PovertyMonitor.Tests.Infrastructure;

namespace PovertyMonitor.Tests.Surveys.Reviews;

public sealed class DifferencesTests
{
    private static readonly Submission Interview = SampleInterview.Of(true, "35.22.15.2002", "2018-1", Instant.FromUtc(2018, 3, 2, 3, 15), 3);
    private static readonly Member Second = Interview.Answers!.Members[1];

    [Fact]
    public void The_same_in_another_order_does_not_differ()
    {
        var reordered = With(a => a with { Members = [.. a.Members.Reverse()] });

        Assert.Empty(Differences.Of(Json(Interview), Json(reordered with { SubmissionId = Guid.NewGuid() }), null));
    }

    [Fact]
    public void A_member_is_matched_by_id_and_what_differs_is_named_in_words()
    {
        var held = With(a => a with { Members = [a.Members[2], a.Members[1] with { AgeYears = 41, Sex = null }, a.Members[0]] });

        var differences = Differences.Of(Json(Interview), Json(held), null);

        Assert.Equal([$"answers.members[{Second.Id}].sex", $"answers.members[{Second.Id}].ageYears", $"answers.members[{Second.Id}].pregnant"], differences.Select(d => d.Path));
        var (words, kata) = (new FieldWords(Language.English), new FieldWords(Language.Indonesian));
        Assert.Equal("Usual residents: Other relative, Male, 40 years › Age in completed years", words.LabelOf(differences[1], Json(Interview)));
        Assert.Equal("Anggota rumah tangga: Famili lain, Laki-laki, 40 tahun › Jenis kelamin", kata.LabelOf(differences[0], Json(Interview)));
        Assert.Equal(("Laki-laki", "tidak diketahui"), (kata.ValueOf(differences[0].Standing, differences[0].Steps), kata.ValueOf(differences[0].Held, differences[0].Steps)));
    }

    [Theory]
    [InlineData(3, 5, 3, "Held")]
    [InlineData(5, 3, 3, "Standing")]
    [InlineData(4, 5, 3, "Both")]
    public void Of_three_it_is_told_who_changed_what(int standing, int held, int origin, string by)
    {
        Submission Sized(int size) => With(a => a with { Size = size });

        var difference = Assert.Single(Differences.Of(Json(Sized(standing)), Json(Sized(held)), Json(Sized(origin))));

        Assert.Equal(("answers.size", by), (difference.Path, difference.ChangedBy.ToString()));
        Assert.Equal(origin, (int?)difference.Base);
    }

    [Fact]
    public void A_member_who_is_only_in_one_of_them_is_one_difference_and_comes_or_goes_whole()
    {
        var fewer = With(a => a with { Members = [a.Members[0], a.Members[2]] });

        var gone = Assert.Single(Differences.Of(Json(Interview), Json(fewer), null));
        var come = Assert.Single(Differences.Of(Json(fewer), Json(Interview), null));

        Assert.Equal($"answers.members[{Second.Id}]", gone.Path);
        Assert.Equal(Json(fewer)["answers"]!.ToJsonString(), Differences.Merge(Json(Interview), [gone])["answers"]!.ToJsonString());
        Assert.Equal(3, Differences.Merge(Json(fewer), [come])["answers"]!["members"]!.AsArray().Count);
        Assert.Contains("Umur (tahun): 40", new FieldWords(Language.Indonesian).ValueOf(come.Held, come.Steps)!, StringComparison.Ordinal);
    }

    [Fact]
    public void Deaths_without_an_order_are_compared_as_a_whole()
    {
        ChildDeath[] deaths = [new() { Month = new(2015, 2), AgeMonths = 4 }, new() { Month = new(2016, 2), AgeMonths = 2 }];

        Assert.Empty(Differences.Of(Json(With(a => a with { ChildDeaths = deaths })), Json(With(a => a with { ChildDeaths = [.. deaths.Reverse()] })), null));
        Assert.Equal("answers.childDeaths", Assert.Single(Differences.Of(Json(With(a => a with { ChildDeaths = deaths })), Json(With(a => a with { ChildDeaths = null })), null)).Path);
    }

    [Fact]
    public void Who_people_are_is_compared_without_a_base_and_marked()
    {
        var person = new PersonIdentity(Second.Id, "Sutinah", "3522154107650003");
        var held = (JsonObject)JsonNode.Parse(SubmissionWriter.ToUtf8(Interview, PersonalData.None with { Members = [person], FamilyCard = "1" }))!;

        var differences = Differences.Of(Json(Interview), held, Json(Interview));

        Assert.Equal("personal", Assert.Single(differences).Path);
        Assert.True(differences[0] is { IsPersonal: true, ChangedBy: ChangedBy.Unknown });
        var renamed = (JsonObject)JsonNode.Parse(SubmissionWriter.ToUtf8(Interview, PersonalData.None with { Members = [person with { Name = "Sutini" }], FamilyCard = "1" }))!;
        Assert.Equal($"personal.members[{Second.Id}].name", Assert.Single(Differences.Of(held, renamed, null)).Path);
        Assert.Equal("Data pribadi › Anggota: Famili lain, Laki-laki, 40 tahun › Nama", new FieldWords(Language.Indonesian).LabelOf(Differences.Of(held, renamed, null)[0], held));
    }

    [Fact]
    public void When_and_how_a_visit_was_held_is_shown_but_never_merged()
    {
        var held = Interview with { Round = "2018-2", Enumerator = "K-2", Outcome = VisitOutcome.Refused, Consent = false, Answers = null };

        var differences = Differences.Of(Json(Interview), Json(held), null).ToDictionary(d => d.Path, d => d.IsMergeable);

        Assert.Equal(new Dictionary<string, bool> { ["round"] = false, ["enumerator"] = true, ["outcome"] = false, ["answers"] = true }, differences);
    }

    [Property(MaxTest = 60)]
    public void Taking_every_difference_makes_what_is_held_and_taking_none_what_stands(int left, int right)
    {
        var (standing, held) = (Json(Generated(left)), Json(Generated(right)));
        var differences = Differences.Of(standing, held, null);

        Assert.Equal(standing.ToJsonString(), Differences.Merge(standing, []).ToJsonString());
        Assert.Empty(Differences.Of(Differences.Merge(standing, differences), held, null));
        foreach (var one in differences)
            Assert.DoesNotContain(Differences.Of(Differences.Merge(standing, [one]), held, null), d => d.Path == one.Path);
        var words = new FieldWords(Language.Indonesian);
        Assert.All(differences, d => Assert.NotEmpty(words.LabelOf(d, standing, held)));
        Assert.All(differences, d => Assert.True(d.Held is null || words.ValueOf(d.Held, d.Steps) is not null));
    }

    private static Submission Generated(int seed)
    {
        var dice = new Random(seed);
        return With(a => a with
        {
            Size = dice.Next(1, 4),
            Housing = a.Housing with { Floor = (FloorMaterial)dice.Next(0, 3), WaterMinutes = dice.Next(3) == 0 ? null : dice.Next(0, 3) },
            ChildDeaths = dice.Next(3) == 0 ? null : [.. Enumerable.Range(0, dice.Next(0, 3)).Select(i => new ChildDeath { Month = new(2015, i + 1), AgeMonths = dice.Next(0, 2) })],
            Members = [.. a.Members.Where(_ => dice.Next(4) > 0).Select(m => m with
            {
                AgeYears = dice.Next(30, 32), Nutrition = dice.Next(2) == 0 ? null : new Nutrition { WeightKg = dice.Next(50, 52), HeightCm = 160 },
            })],
        }) with
        { Place = new("35.22.15.2002", Rt: dice.Next(2) == 0 ? null : "001") };
    }

    private static Submission With(Func<Answers, Answers> change) => Interview with { Answers = change(Interview.Answers!) };

    private static JsonObject Json(Submission submission) => (JsonObject)JsonNode.Parse(Encoding.UTF8.GetString(SubmissionWriter.ToUtf8(submission)))!;
}
