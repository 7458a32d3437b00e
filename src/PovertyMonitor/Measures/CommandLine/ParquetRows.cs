using System.Buffers;
using System.Globalization;
using System.Numerics;
using Parquet;
using Parquet.Schema;

namespace PovertyMonitor.Measures.CommandLine;

/// <summary>Turns one row group into a batch, column by column.</summary>
internal sealed class ParquetRows(string file, long firstRow, ParquetRowGroupReader group, IReadOnlyDictionary<string, DataField> fields)
{
    private readonly int _rows = checked((int)group.RowCount);

    /// <summary>Reads the group, but of the indicators only some.</summary>
    public async Task FillAsync(HouseholdBatch batch, HouseholdColumns columns, Range indicators)
    {
        batch.Count = _rows;
        Array.Fill(batch.Weights, 1, 0, _rows);
        await IndicatorsAsync(columns, indicators, batch.Masks, batch.Missing);
        if (columns.Answers is { } answers) await AssessAsync(answers, batch);
        if (columns.Weight is { } weight) await ReadAsync(weight, new WeightSink(this, weight, batch.Weights));
        await KeysAsync(columns.Strata, batch.Strata, required: true);
        await KeysAsync(columns.Psu, batch.Psus, required: true);
        await KeysAsync(columns.Round, batch.Rounds, required: true);
        for (var b = 0; b < columns.By.Count; b++) await KeysAsync(columns.By[b], batch.By[b], required: false);
    }

    /// <summary>Reads some of the indicators; the bits of the others are cleared.</summary>
    public async Task IndicatorsAsync(HouseholdColumns columns, Range indicators, uint[] masks, uint[] missing)
    {
        Array.Clear(masks, 0, _rows);
        Array.Clear(missing, 0, _rows);
        var (first, count) = indicators.GetOffsetAndLength(columns.Indicators.Count);
        for (var j = first; j < first + count; j++)
            await ReadAsync(columns.Indicators[j], new IndicatorSink(this, columns.Indicators[j], j, masks, missing));
    }

    private async Task AssessAsync(AnswerColumns columns, HouseholdBatch batch)
    {
        var (answers, days) = (new string?[_rows], new string?[_rows]);
        await ReadAsync(AnswerColumns.Answers, new TextSink(this, AnswerColumns.Answers, answers));
        await ReadAsync(AnswerColumns.InterviewedOn, new TextSink(this, AnswerColumns.InterviewedOn, days));
        for (var row = 0; row < _rows; row++)
        {
            var line = firstRow + row;
            (batch.Masks[row], batch.Missing[row], var members) = columns.Assess(
                answers[row], days[row], (column, expected) => new($"{file}, row {line}, column {column}: should be {expected}."));
            batch.Weights[row] = members;
        }
    }

    private async Task KeysAsync(KeyColumn? column, int[] numbers, bool required)
    {
        if (column is null) Array.Clear(numbers, 0, _rows);
        else await ReadAsync(column.Column, new KeySink(this, column, numbers, required));
    }

    private Task ReadAsync(string column, ColumnSink sink)
    {
        var field = fields[column];
        var type = field.ClrType;
        return type == typeof(bool) ? BooleansAsync(field, sink)
            : type == typeof(string) || type == typeof(ReadOnlyMemory<char>) ? StringsAsync(field, sink)
            : type == typeof(sbyte) ? NumbersAsync<sbyte>(field, sink)
            : type == typeof(byte) ? NumbersAsync<byte>(field, sink)
            : type == typeof(short) ? NumbersAsync<short>(field, sink)
            : type == typeof(ushort) ? NumbersAsync<ushort>(field, sink)
            : type == typeof(int) ? NumbersAsync<int>(field, sink)
            : type == typeof(uint) ? NumbersAsync<uint>(field, sink)
            : type == typeof(long) ? NumbersAsync<long>(field, sink)
            : type == typeof(ulong) ? NumbersAsync<ulong>(field, sink)
            : type == typeof(float) ? NumbersAsync<float>(field, sink)
            : type == typeof(double) ? NumbersAsync<double>(field, sink)
            : type == typeof(decimal) ? NumbersAsync<decimal>(field, sink)
            : throw new WrongInputException($"{file}, column {column}: values of type {type.Name} can't be read; numbers, booleans and text can.");
    }

    private async Task NumbersAsync<T>(DataField field, ColumnSink sink)
        where T : struct, INumber<T>
    {
        var values = ArrayPool<T>.Shared.Rent(_rows);
        await ReadRawAsync(field, values, sink, v => v);
        ArrayPool<T>.Shared.Return(values);
    }

    private Task BooleansAsync(DataField field, ColumnSink sink) =>
        ReadRawAsync<bool, byte>(field, new bool[_rows], sink, values => [.. values.Select(v => v ? (byte)1 : (byte)0)]);

    private async Task ReadRawAsync<TRaw, T>(DataField field, TRaw[] raw, ColumnSink sink, Func<TRaw[], T[]> convert)
        where TRaw : struct
        where T : struct, INumber<T>
    {
        var levels = field.IsNullable ? new int[_rows] : null;
        Memory<int>? wanted = levels is null ? (Memory<int>?)null : levels.AsMemory();
        await group.ReadRawAsync(field, raw.AsMemory(0, _rows), wanted, null);
        var values = convert(raw);
        if (levels is null || !levels.AsSpan().ContainsAnyExcept(field.MaxDefinitionLevel)) sink.Numbers<T>(values.AsSpan(0, _rows));
        else Spread<T>(values, levels, field, sink);
    }

    private async Task StringsAsync(DataField field, ColumnSink sink)
    {
        var values = new string?[_rows];
        await group.ReadAsync(field, values.AsMemory()!);
        for (var row = 0; row < _rows; row++) sink.Text(row, values[row]);
    }

    private static void Spread<T>(ReadOnlySpan<T> values, ReadOnlySpan<int> levels, DataField field, ColumnSink sink)
        where T : struct, INumber<T>
    {
        var next = 0;
        for (var row = 0; row < levels.Length; row++)
        {
            if (levels[row] == field.MaxDefinitionLevel) sink.Number(row, values[next++]);
            else sink.Text(row, null);
        }
    }

    /// <summary>Where a column's values go.</summary>
    private abstract class ColumnSink(ParquetRows rows, string column)
    {
        public virtual void Numbers<T>(ReadOnlySpan<T> values)
            where T : struct, INumber<T>
        {
            for (var row = 0; row < values.Length; row++) Number(row, values[row]);
        }

        public abstract void Number<T>(int row, T value)
            where T : struct, INumber<T>;

        public abstract void Text(int row, string? value);

        protected WrongInputException Wrong(int row, object? value, string expected) =>
            new(string.Create(CultureInfo.InvariantCulture, $"{rows.File}, row {rows.FirstRow + row}, column {column}: '{value}' should be {expected}."));
    }

    private string File => file;

    private long FirstRow => firstRow;

    private sealed class IndicatorSink(ParquetRows rows, string column, int bit, uint[] masks, uint[] missing) : ColumnSink(rows, column)
    {
        private const string Expected = "0, 1, or missing";

        public override void Numbers<T>(ReadOnlySpan<T> values)
        {
            // Deprivations have no pattern that a branch could be predicted by.
            var others = false;
            var into = masks.AsSpan(0, values.Length);
            for (var row = 0; row < values.Length; row++)
            {
                var deprived = values[row] == T.One;
                others |= !(deprived | values[row] == T.Zero);
                into[row] |= (deprived ? 1u : 0) << bit;
            }

            if (others) base.Numbers(values);
        }

        public override void Number<T>(int row, T value)
        {
            if (value == T.One) masks[row] |= 1u << bit;
            else if (T.IsNaN(value)) missing[row] |= 1u << bit;
            else if (value != T.Zero) throw Wrong(row, value, Expected);
        }

        public override void Text(int row, string? value)
        {
            if (value is null or "" or "NA") missing[row] |= 1u << bit;
            else if (value == "1") masks[row] |= 1u << bit;
            else if (value != "0") throw Wrong(row, value, Expected);
        }
    }

    private sealed class TextSink(ParquetRows rows, string column, string?[] texts) : ColumnSink(rows, column)
    {
        public override void Number<T>(int row, T value) => throw Wrong(row, value, "text");

        public override void Text(int row, string? value) => texts[row] = value;
    }

    private sealed class WeightSink(ParquetRows rows, string column, double[] weights) : ColumnSink(rows, column)
    {
        private const string Expected = "a number of at least 0";

        public override void Number<T>(int row, T value)
        {
            weights[row] = double.CreateSaturating(value);
            if (!(weights[row] >= 0 && double.IsFinite(weights[row]))) throw Wrong(row, value, Expected);
        }

        public override void Text(int row, string? value)
        {
            if (!double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var weight)) throw Wrong(row, value, Expected);
            Number(row, weight);
        }
    }

    private sealed class KeySink(ParquetRows rows, KeyColumn keys, int[] numbers, bool required) : ColumnSink(rows, keys.Column)
    {
        public override void Numbers<T>(ReadOnlySpan<T> values)
        {
            for (var row = 0; row < values.Length; row++)
            {
                if (T.IsInteger(values[row]) && long.CreateSaturating(values[row]) is var integer && integer is > long.MinValue and < long.MaxValue)
                    numbers[row] = keys.Number(integer);
                else Number(row, values[row]);
            }
        }

        public override void Number<T>(int row, T value)
        {
            Span<char> text = stackalloc char[64];
            if (T.IsNaN(value)) Text(row, null);
            else if (value.TryFormat(text, out var length, default, CultureInfo.InvariantCulture)) numbers[row] = keys.Number(text[..length]);
            else throw Wrong(row, value, "a name of at most 64 characters");
        }

        public override void Text(int row, string? value)
        {
            numbers[row] = keys.Number(value);
            if (required && numbers[row] < 0) throw Wrong(row, value, "not empty");
        }
    }
}
