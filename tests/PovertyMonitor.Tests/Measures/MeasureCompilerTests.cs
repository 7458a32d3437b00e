using System.Text.Json;
using PovertyMonitor.Measures;
using Xunit;

namespace PovertyMonitor.Tests.Measures;

public class MeasureCompilerTests
{
    private static readonly MeasureDefinition Sound = new(
        "two", new("Dua", "Two"), new("Dua indikator", "Two indicators"), "A test", "1/2", AlkireFoster.MissingRule.DropHousehold,
        [new("d", new("D", "D"), [Indicator("a"), Indicator("b")])]);

    private static IndicatorDefinition Indicator(string code) => new(code, new(code, code), new(code, code), "1/2", "size > 3");

    private static List<MeasureFault> FaultsOf(MeasureDefinition definition)
    {
        var faults = new List<MeasureFault>();
        var compiled = MeasureCompiler.TryCompile(definition, 1, faults);
        Assert.Equal(faults.Count == 0, compiled is not null);
        return faults;
    }

    private static MeasureDefinition With(params IndicatorDefinition[] indicators) => Sound with { Dimensions = [Sound.Dimensions[0] with { Indicators = indicators }] };

    [Fact]
    public void A_sound_document_has_no_fault() => Assert.Empty(FaultsOf(Sound));

    [Fact]
    public void Everything_wrong_is_told_at_once_with_its_place()
    {
        var faults = FaultsOf(Sound with
        {
            Code = "Two!",
            Name = new("", "Two"),
            Source = " ",
            Cutoff = "4/3",
            Dimensions =
            [
                new("d", new("D", "D"), [Indicator("a") with { DeprivedIf = "siz > 3", AppliesIf = "members.any(age > 3)" }, Indicator("a") with { Weight = "0" }]),
                new("d", new("D", "D"), []),
            ],
        });
        Assert.Equal(
            ["code NotACode", "name.id Missing", "source Missing", "cutoff NotAShare", "dimensions[1].indicators Missing", "dimensions[1].code Repeated",
                "dimensions[0].indicators[1].weight NotAShare", "dimensions[0].indicators[1].code Repeated",
                "dimensions[0].indicators[0].deprivedIf UnknownName", "dimensions[0].indicators[0].appliesIf UnknownName"],
            faults.Select(f => $"{f.Field} {f.Kind}"));
        Assert.Contains(faults, f => f is { Indicator: "a", Position: 12 } && f.Known.Contains("ageYears"));
    }

    [Fact]
    public void A_null_in_a_list_is_told_as_missing()
    {
        Assert.Contains(FaultsOf(Sound with { Dimensions = [.. Sound.Dimensions, null!] }), f => f is { Field: "dimensions[1]", Kind: MeasureFaultKind.Missing });
        Assert.Contains(FaultsOf(With(Indicator("a"), null!)), f => f is { Field: "dimensions[0].indicators[1]", Kind: MeasureFaultKind.Missing });
    }

    [Fact]
    public void A_code_does_not_end_with_a_line_break() =>
        Assert.Equal(MeasureFaultKind.NotACode, Assert.Single(FaultsOf(Sound with { Code = "two\n" })).Kind);

    [Fact]
    public void A_text_that_cannot_be_stored_is_refused_at_its_place()
    {
        var json = JsonSerializer.Serialize(Sound, MeasureJson.Options).Replace("Two indicators", "Two\\u0000indicators", StringComparison.Ordinal);
        Assert.Equal("$.explanation.en", Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<MeasureDefinition>(json, MeasureJson.Options)).Path);
    }

    [Theory]
    [InlineData("1/2", "1/3", "5/6")]
    [InlineData("0.5", "0.6", "11/10")]
    public void Weights_must_sum_to_one_exactly(string first, string second, string sum)
    {
        var fault = Assert.Single(FaultsOf(With(Indicator("a") with { Weight = first }, Indicator("b") with { Weight = second })));
        Assert.Equal((MeasureFaultKind.WeightsNotOne, $"1 != {sum}"), (fault.Kind, fault.Known[0]));
    }

    [Fact]
    public void A_measure_has_at_most_32_indicators()
    {
        var fault = Assert.Single(FaultsOf(With([.. Enumerable.Range(0, 33).Select(i => Indicator($"i{i}") with { Weight = "1/33" })])));
        Assert.Equal(MeasureFaultKind.TooMany, fault.Kind);
    }

    [Fact]
    public void A_minimum_share_needs_persons_it_is_a_share_of()
    {
        var fault = Assert.Single(FaultsOf(With(Indicator("a") with { MinimumKnownShare = "2/3" }, Indicator("b"))));
        Assert.Equal(("dimensions[0].indicators[0].minimumKnownShare", MeasureFaultKind.NobodySelected), (fault.Field, fault.Kind));
    }

    [Theory]
    [InlineData("2")]
    [InlineData("-1/3")]
    [InlineData("most")]
    public void A_minimum_share_is_a_share(string share) =>
        Assert.Contains(FaultsOf(With(Indicator("a") with { MinimumKnownShare = share }, Indicator("b"))), f => f.Kind == MeasureFaultKind.NotAShare);

    [Fact]
    public void An_indicator_does_not_deprive_those_it_does_not_apply_to()
    {
        var measure = MeasureCompiler.Compile(With(Indicator("a") with { AppliesIf = "housing.waterMinutes > 0" }, Indicator("b")), 1);
        (uint, uint) Of(int? size, int? minutes) => measure.Assess(new() { Size = size, Housing = new() { WaterMinutes = minutes } }, Asked.InterviewedOn);
        Assert.Equal((0b11u, 0u), Of(4, 1));
        Assert.Equal((0b10u, 0u), Of(4, 0));
        Assert.Equal((0b10u, 0b01u), Of(4, null));
        Assert.Equal((0u, 0b10u), Of(null, 0));
        Assert.Equal((0u, 0u), Of(3, null));
    }

    [Fact]
    public void A_document_survives_being_written_and_read()
    {
        var json = JsonSerializer.Serialize(ShippedMeasures.Read(ShippedMeasures.GlobalMpi), MeasureJson.Options);
        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize<MeasureDefinition>(json, MeasureJson.Options), MeasureJson.Options));
        Assert.Contains("\"missingRule\": \"dropHousehold\"", json);
        Assert.Contains("\"id\": \"Gizi\"", json);
    }
}
