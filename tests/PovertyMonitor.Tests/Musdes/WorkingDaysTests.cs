using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NodaTime;
using PovertyMonitor.Musdes;

namespace PovertyMonitor.Tests.Musdes;

public sealed class WorkingDaysTests
{
    private static readonly LocalDate Friday = new(2019, 5, 31);

    [Theory]
    [InlineData(1, "2019-06-06")]
    [InlineData(2, "2019-06-07")]
    [InlineData(3, "2019-06-10")]
    [InlineData(8, "2019-06-17")]
    public void A_deadline_steps_over_weekends_and_holidays_and_does_not_count_its_first_day(int days, string last)
    {
        // The holidays of Idul Fitri, from Monday on.
        var calendar = new WorkingDays([new(2019, 6, 3), new(2019, 6, 4), new(2019, 6, 5)]);

        Assert.Equal(last, $"{calendar.Until(Friday, days):uuuu-MM-dd}");
    }

    [Fact]
    public void Where_the_regency_has_set_no_days_there_is_no_deadline() => Assert.Null(new WorkingDays([]).Until(Friday, null));

    [Fact]
    public void A_day_begins_in_the_regencys_zone()
    {
        Assert.Equal(new LocalDate(2019, 6, 1), WorkingDays.DayOf(Instant.FromUtc(2019, 5, 31, 17, 0)));
        Assert.Equal(Instant.FromUtc(2019, 5, 31, 17, 0), WorkingDays.BeginningOf(new LocalDate(2019, 6, 1)));
    }

    [Theory]
    [InlineData("PovertyMonitor:Musdes:ObjectionWindowWorkingDays must be 1 to 250", 0, 5, "2019-06-05")]
    [InlineData("PovertyMonitor:Musdes:AnswerWorkingDays must be 1 to 250", 3, 251, "2019-06-05")]
    [InlineData("PovertyMonitor:Musdes:Holidays:1 must be a date", 3, 5, "5 Juni 2019")]
    public void A_setting_that_could_not_be_meant_stops_the_start_by_its_name(string named, int objections, int answer, string holiday)
    {
        var result = new MusdesOptionsValidator().Validate(null, new()
        {
            ObjectionWindowWorkingDays = objections,
            AnswerWorkingDays = answer,
            Holidays = ["2019-06-04", holiday],
        });

        Assert.Contains(named, Assert.Single(result.Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public void The_settings_are_read_and_checked_when_the_service_starts()
    {
        MusdesOptions OptionsOf(params (string Key, string Value)[] settings) => new ServiceCollection()
            .AddMusdes(new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"PovertyMonitor:Musdes:{s.Key}", (string?)s.Value))).Build())
            .BuildServiceProvider().GetRequiredService<IOptions<MusdesOptions>>().Value;

        var options = OptionsOf(("PostingWorkingDays", "3"), ("Holidays:0", "2019-06-05"), ("Holidays:1", "2019-06-06"));

        Assert.Equal((3, null, "2019-06-06"), (options.PostingWorkingDays, options.AnswerWorkingDays, options.Holidays[1]));
        Assert.Contains("PovertyMonitor:Musdes:Holidays:0", Assert.Throws<OptionsValidationException>(() => OptionsOf(("Holidays:0", "besok"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_set_is_a_setting_too() => Assert.True(new MusdesOptionsValidator().Validate(null, new()).Succeeded);
}
