using FsCheck.Xunit;

namespace PovertyMonitor.AlkireFoster.Tests;

public class MaskHistogramTests
{
    [Fact]
    public void A_million_random_adds_and_removes_end_bit_for_bit_where_a_fresh_count_does()
    {
        var random = new Random(20181);
        var kept = new List<MaskCell>();
        var builder = new MaskHistogramBuilder();
        for (var step = 0; step < 1_000_000; step++)
        {
            if (kept.Count > 0 && random.Next(100) < 48)
            {
                var at = random.Next(kept.Count);
                builder.Remove(kept[at].Mask, kept[at].Missing, kept[at].Households, kept[at].Persons);
                kept[at] = kept[^1];
                kept.RemoveAt(kept.Count - 1);
                continue;
            }

            var missing = random.Next(10) == 0 ? (uint)random.Next(1024) : 0;
            var cell = new MaskCell((uint)random.Next(1024) & ~missing, missing, 1, random.Next(1, 12));
            builder.Add(cell);
            kept.Add(cell);
        }

        var fresh = MaskHistogram.Of(kept);
        Assert.Equal(fresh.Cells.AsSpan(), builder.ToHistogram().Cells.AsSpan());
        Assert.Equal(kept.Count, fresh.Households);
        foreach (var cell in kept) builder.Remove(cell.Mask, cell.Missing, cell.Households, cell.Persons);
        Assert.Equal(MaskHistogram.Empty, builder.ToHistogram());
    }

    [Property]
    public bool The_order_of_deltas_does_not_matter((byte Mask, byte Missing, sbyte Households)[] deltas)
    {
        var cells = deltas.Select(d => new MaskCell((uint)d.Mask & ~(uint)d.Missing, d.Missing, d.Households, 3L * d.Households)).ToList();
        return MaskHistogram.Of(cells).Equals(MaskHistogram.Of(Enumerable.Reverse(cells)));
    }

    [Fact]
    public void Merging_is_the_exact_sum_and_removing_undoes_it()
    {
        var a = MaskHistogram.Of([new(1, 0, 2, 9), new(3, 4, 1, 1)]);
        var b = MaskHistogram.Of([new(1, 0, 1, 5), new(7, 0, 1, 2)]);

        var merged = MaskHistogram.Merge([a, b]);
        var builder = new MaskHistogramBuilder();
        builder.Merge(merged);
        builder.Remove(b);

        Assert.Equal([new(1, 0, 3, 14), new(7, 0, 1, 2), new(3, 4, 1, 1)], merged.Cells);
        Assert.Equal((5, 17), (merged.Households, merged.Persons));
        Assert.Equal(a, builder.ToHistogram());
        Assert.Equal(a.GetHashCode(), builder.ToHistogram().GetHashCode());
    }

    [Fact]
    public void A_deprivation_cannot_be_unknown_too() =>
        Assert.Throws<ArgumentException>(() => MaskHistogram.Of([new(0b11, 0b10, 1, 1)]));

    [Fact]
    public void A_count_beyond_64_bits_is_an_error() =>
        Assert.Throws<OverflowException>(() => MaskHistogram.Of([new(0, 0, 1, long.MaxValue), new(0, 0, 1, 1)]));

    [Fact]
    public void An_index_refuses_negative_counts_and_foreign_bits()
    {
        Assert.Throws<ArgumentException>(() => Index(new MaskCell(1, 0, -1, -3)));
        Assert.Throws<ArgumentException>(() => Index(new MaskCell(1u << 10, 0, 1, 3)));
        Assert.Throws<ArgumentException>(() => Index(new MaskCell(0, 1u << 31, 1, 3)));
    }

    private static PovertyIndex Index(MaskCell cell) => PovertyIndex.Of(
        Measures.GlobalMpi, Measures.Third, MaskHistogram.Of([cell]), MissingRule.DropHousehold);
}
