using System.Text;
using PovertyMonitor.Surveys.Rounds;
using PovertyMonitor.Surveys.Rounds.Samples;

namespace PovertyMonitor.Tests.Surveys.Rounds;

public sealed class SampleCheckTests
{
    private static readonly Guid A = Guid.NewGuid(), B = Guid.NewGuid();

    [Fact]
    public void A_right_sample_is_ordered_by_household_and_a_stratum_with_one_unit_is_named()
    {
        var sample = SampleCheck.Of([new(A, "rural", "p1", 10.5m), new(B, "rural", "p2", 3), new(Guid.NewGuid(), "urban", "p1", 1), new(Guid.NewGuid(), "urban", "p1", 1)]);

        Assert.Empty(sample.Errors);
        Assert.Equal(sample.Units.Select(u => u.Household).Order(), sample.Units.Select(u => u.Household));
        Assert.Equal(["urban"], sample.Lonely);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("1000001")]
    [InlineData(null)]
    public void A_weight_is_above_0(string? weight)
    {
        var sample = SampleCheck.Of([new(A, "1", "1", weight is null ? null : decimal.Parse(weight, System.Globalization.CultureInfo.InvariantCulture))]);
        Assert.Equal("rows[0].weight", Assert.Single(sample.Errors).Field);
    }

    [Fact]
    public void A_household_is_in_it_once_and_codes_hide_no_identity_number()
    {
        var sample = SampleCheck.Of([new(A, "1", "1", 1), new(B, "3522154107650003", "1", 1), new(A, "1", "2", 1), new(null, "1", null, 1)]);

        Assert.Equal(
            [("rows[1].stratum", "round.invalid_entry"), ("rows[2].household", "round.household_twice"), ("rows[3].household", "round.invalid_entry"), ("rows[3].psu", "round.invalid_entry")],
            sample.Errors.Select(e => (e.Field, e.Problem.Code)));
        Assert.NotEmpty(SampleCheck.Of([]).Errors);
        Assert.Equal(["rows[0]"], SampleCheck.Of([null]).Errors.Select(e => e.Field));
        Assert.Equal(SampleCheck.MostErrors, SampleCheck.Of(Enumerable.Repeat(new SampleRow(null, null, null, null), 500)).Errors.Count);
    }

    [Fact]
    public void Csv_is_read_with_either_separator_and_either_decimal_sign()
    {
        var (rows, error) = Read($"Household;Stratum;PSU;Weight\r\n{A};1;35.22.15.2002;12,25\r\n\r\n{B};1;x;abc\r\n");
        Assert.Null(error);
        Assert.Equal([new SampleRow(A, "1", "35.22.15.2002", 12.25m), new SampleRow(B, "1", "x", null)], rows);

        Assert.Equal(12.25m, Assert.Single(Read($"weight,psu,stratum,household\n12.25,x,1,{A}\n").Rows).Weight);
        Assert.Equal("file.column_missing", Read("household,stratum,psu\n").Error!.Problem.Code);
        Assert.Equal("file.row_too_long", Read($"household,stratum,psu,weight\n\"{new string('x', 300_000)}\n").Error!.Problem.Code);
    }

    private static (IReadOnlyList<SampleRow> Rows, PovertyMonitor.Platform.Problems.FieldError? Error) Read(string csv) => SampleCsv.Read(new MemoryStream(Encoding.UTF8.GetBytes(csv)));
}
