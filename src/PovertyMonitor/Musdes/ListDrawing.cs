using NodaTime;
using PovertyMonitor.Access;
using PovertyMonitor.Measures;
using PovertyMonitor.Villages;

namespace PovertyMonitor.Musdes;

/// <summary>Draws what stands on a list from the figures of the village.</summary>
internal sealed class ListDrawing(CountedHouseholds counted, PovertyReader figures, IClock clock)
{
    /// <summary>The list as it would be drawn now; <see langword="null"/> where nobody is poor.</summary>
    public async Task<ListDrawn?> DrawAsync(Caller caller, string village, FigureQuestion question, int number, CancellationToken ct)
    {
        var (asOf, poor) = await counted.PoorAsync(caller.Regency!, question, village, ct);
        if (asOf is null || poor.Count == 0) return null;
        // A list is walked through by neighbourhoods.
        var lines = poor.OrderBy(h => h.Place.Rw, StringComparer.Ordinal).ThenBy(h => h.Place.Rt, StringComparer.Ordinal)
            .ThenBy(h => h.Place.DasaWisma, StringComparer.Ordinal).ThenBy(h => h.Household)
            .Select((h, i) => LineOf(h, i + 1, question.Measure));
        return new ListDrawn(ListStream.Of(village, question.Round, number), village, question.Round, number, question.Measure.Id, asOf.Sequence,
            WorkingDays.DayOf(clock.GetCurrentInstant()), [.. lines], caller.Subject);
    }

    /// <summary>How a household would stand on a list; <see langword="null"/> where the village's figure doesn't count it.</summary>
    public async Task<MissingHousehold?> MissingAsync(string tenant, ListDrawn list, Guid household, CancellationToken ct)
    {
        var measure = (await figures.MeasuresAsync(tenant, ct)).First(m => m.Id == list.Measure);
        return await figures.AsOfAsync(tenant, ct) is { } asOf
            && await counted.OfAsync(tenant, new FigureQuestion(measure, list.Round), list.Village, [household], asOf, ct) is [var found]
            ? new(LineOf(found, 0, measure), HouseholdStandings.StatusOf(measure, found.Deprived, found.Missing))
            : null;
    }

    private static ListLine LineOf(CountedHousehold h, int number, CompiledMeasure measure) =>
        new(number, h.Household, h.Submission, h.Place.Rt, h.Place.Rw, h.Place.DasaWisma, h.Persons, h.DeprivationsUnder(measure));
}

/// <summary>A household that is missing from a list.</summary>
/// <param name="Line">How it would stand on it, without a number.</param>
/// <param name="Status">What it is by the list's measure.</param>
internal sealed record MissingHousehold(ListLine Line, PovertyStatus Status);
