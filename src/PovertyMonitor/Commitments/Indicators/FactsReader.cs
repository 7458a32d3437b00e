using System.Collections.Immutable;
using NodaTime;
using PovertyMonitor.AlkireFoster;
using PovertyMonitor.Assistance.Given;
using PovertyMonitor.Commitments.Indicators.Expressions;
using PovertyMonitor.Measures;
using PovertyMonitor.Musdes;
using PovertyMonitor.Regions;
using PovertyMonitor.Villages;
using PovertyMonitor.Villages.Figures;

namespace PovertyMonitor.Commitments.Indicators;

/// <summary>Reads what expressions ask of the read models, as known now or at a place of the log.</summary>
internal sealed class FactsReader(
    PovertyReader poverty, FigureReader figures, SampleReader samples, KnownRounds known, IRegister registers, ConfirmedVillages confirmed, MatchingHelp help, IEnumerable<IAlertAcknowledgements> alerts)
{
    private static readonly DateTimeZone Zone = DateTimeZoneProviders.Tzdb["Asia/Jakarta"];

    /// <summary>The measure revisions in force then, in the order of their adoption.</summary>
    public Task<IReadOnlyList<CompiledMeasure>> MeasuresAsync(string tenant, KnownPoint? at, CancellationToken ct) =>
        at is null ? poverty.MeasuresAsync(tenant, ct) : known.MeasuresAsync(tenant, at.Sequence, ct);

    /// <summary>Every round under a measure, the oldest first.</summary>
    /// <param name="tenant">The regency.</param>
    /// <param name="measure">The measure revision.</param>
    /// <param name="asked">The expressions.</param>
    /// <param name="at">Only what was known then; null for now.</param>
    /// <param name="asOf">What the answer is as of.</param>
    /// <param name="ct">Stops the reading.</param>
    public async Task<IReadOnlyList<RoundFacts>> ReadAsync(
        string tenant, CompiledMeasure measure, IReadOnlyCollection<Node> asked, KnownPoint? at, AsOf asOf, CancellationToken ct)
    {
        var nodes = asked.SelectMany(n => n.All).Distinct().ToList();
        var sequence = at?.Sequence ?? long.MaxValue;
        var rounds = new List<RoundFacts>();
        foreach (var span in await known.RoundsAsync(tenant, measure.Id, sequence, ct))
        {
            var facts = new RoundFacts(span.Round, span.Last.InZone(Zone).Date, measure)
            {
                Histograms = await HistogramsAsync(tenant, measure, span.Round, nodes, at, ct),
                Samples = await known.IsSampleAsync(tenant, span.Round, sequence, ct) ? await SamplesAsync(tenant, measure, span.Round, nodes, at, ct) : null,
            };
            if (nodes.OfType<Node.OfArea>().Any(n => n.Name == AreaFigure.Coverage))
                facts = facts with
                {
                    Visits = at is null ? await poverty.VisitsAsync(tenant, span.Round, tenant, ct) : await known.VisitsAsync(tenant, measure.Id, span.Round, sequence, ct),
                };
            if (nodes.Contains(new Node.MusdesConfirmed()))
                facts = facts with { Villages = (await registers.OfAsync(tenant, ct)).Villages.Length, Confirmed = (await confirmed.OfAsync(tenant, span.Round, sequence, ct)).Count };
            foreach (var assisted in nodes.OfType<Node.Assisted>())
                facts = facts with
                {
                    Assisted = facts.Assisted.SetItem(assisted.Days,
                        await help.CountAsync(tenant, measure, span.Round, PoorIn(facts), assisted.Days, (sequence, asOf.RecordedAt.InZone(Zone).Date), ct)),
                };
            foreach (var acknowledged in nodes.OfType<Node.Acknowledged>())
                if (alerts.FirstOrDefault() is { } source)
                    facts = facts with
                    {
                        Acknowledged = facts.Acknowledged.SetItem(acknowledged.Hours,
                            await source.OfRoundAsync(tenant, span.Round, Duration.FromHours(acknowledged.Hours), (sequence, asOf.RecordedAt), ct)),
                    };
            rounds.Add(facts);
        }
        return rounds;
    }

    private async Task<ImmutableDictionary<Group, IReadOnlyDictionary<string, MaskHistogram>>> HistogramsAsync(
        string tenant, CompiledMeasure measure, string round, IEnumerable<Node> nodes, KnownPoint? at, CancellationToken ct)
    {
        var histograms = ImmutableDictionary.CreateBuilder<Group, IReadOnlyDictionary<string, MaskHistogram>>();
        foreach (var group in GroupsOf(nodes))
        {
            var slice = SliceOf(group, at);
            var of = (await figures.HistogramsAsync(tenant, new(measure, round) { Slice = slice }, tenant, ct)).ByVillage;
            if (group.IsRest)
                of = Rest((await figures.HistogramsAsync(tenant, new(measure, round) { Slice = new() { Known = at } }, tenant, ct)).ByVillage, of);
            histograms[group] = of;
        }
        return histograms.ToImmutable();
    }

    private async Task<ImmutableDictionary<Group, SampledFacts>> SamplesAsync(
        string tenant, CompiledMeasure measure, string round, IEnumerable<Node> nodes, KnownPoint? at, CancellationToken ct)
    {
        var sampled = ImmutableDictionary.CreateBuilder<Group, SampledFacts>();
        foreach (var group in GroupsOf(nodes))
        {
            var (_, households) = await samples.ReadAsync(tenant, new(measure, round) { Slice = SliceOf(group, at) }, tenant, ct);
            sampled[group] = new(measure, group.IsRest ? [.. households.Select(h => h with { IsAsked = !h.IsAsked })] : households);
        }
        return sampled.ToImmutable();
    }

    private static IEnumerable<Group> GroupsOf(IEnumerable<Node> nodes) => nodes.OfType<Node.OfArea>().Select(n => n.Group).Append(Group.Everybody).Distinct();

    private static FigureSlice SliceOf(Group group, KnownPoint? at) => new() { Known = at, Households = group.Households, Persons = group.Persons };

    // Histograms are exact, so that what is left after a part is taken away is exact too.
    private static Dictionary<string, MaskHistogram> Rest(IReadOnlyDictionary<string, MaskHistogram> all, IReadOnlyDictionary<string, MaskHistogram> part) =>
        all.ToDictionary(v => v.Key, v => MaskHistogram.Of(v.Value.Cells.Concat(
            part.GetValueOrDefault(v.Key, MaskHistogram.Empty).Cells.Select(c => c with { Households = -c.Households, Persons = -c.Persons }))));

    private static (uint Deprived, uint Missing)[] PoorIn(RoundFacts facts) =>
        [.. MaskHistogram.Merge(facts.Histograms[Group.Everybody].Values).Cells.Select(c => (c.Mask, c.Missing))
            .Where(m => HouseholdStandings.StatusOf(facts.Measure, m.Mask, m.Missing) == PovertyStatus.Poor)];
}
