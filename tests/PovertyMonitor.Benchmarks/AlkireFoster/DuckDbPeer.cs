using System.Globalization;
using DuckDB.NET.Data;

namespace PovertyMonitor.Benchmarks.AlkireFoster;

/// <summary>DuckDB with the households in a native table, in a CSV and in a Parquet file of its own making.</summary>
internal sealed class DuckDbPeer : IDisposable
{
    private readonly DuckDBConnection _connection;

    public DuckDbPeer(GeneratedHouseholds households, string directory)
    {
        _connection = new DuckDBConnection("DataSource=:memory:");
        _connection.Open();
        Execute("create table households (village smallint, size tinyint, " + string.Join(", ", Indicators.Select(d => $"{d} tinyint")) + ")");
        using (var appender = _connection.CreateAppender("households"))
        {
            for (var i = 0; i < households.Count; i++)
            {
                var row = appender.CreateRow().AppendValue((short)households.Village[i]).AppendValue((sbyte)households.Size[i]);
                for (var j = 0; j < 10; j++) row.AppendValue((sbyte)(households.Mask[i] >> j & 1));
                row.EndRow();
            }
        }

        (Csv, Parquet) = (Path.Combine(directory, "households.csv"), Path.Combine(directory, "households.parquet"));
        Execute($"copy households to '{Csv}' (header)");
        Execute($"copy households to '{Parquet}' (format parquet)");
    }

    public string Csv { get; }

    public string Parquet { get; }

    private static IEnumerable<string> Indicators => Enumerable.Range(1, 10).Select(j => $"d{j}");

    /// <summary>
    /// Every village's M0 by the number of the village, with H, A and the censored and uncensored headcounts computed in
    /// the same query. Scores are integers (eighteenths) here too, or the cutoff would be missed.
    /// </summary>
    /// <param name="from">The table, or a file.</param>
    /// <param name="all">Whether headcounts by indicator, vulnerable and severe are computed, or H, A and M0 only.</param>
    public Dictionary<int, double> Measure(string from, bool all)
    {
        var indicators = all
            ? string.Concat(Indicators.Select(d => $", sum(size * {d}) / sum(size) hd_{d}, sum(size * {d}) filter (c >= 6) / sum(size) hdk_{d}"))
                + ", sum(size) filter (c * 5 >= 18 and c < 6) / sum(size) vulnerable, sum(size) filter (c >= 9) / sum(size) severe"
                + ", count(*), count(*) filter (c >= 6), sum(size * c * c) filter (c >= 6)"
            : "";
        using var command = _connection.CreateCommand();
        command.CommandText = $"""
            select village, coalesce(sum(size * c) filter (c >= 6), 0) / 18 / sum(size) m0, sum(size) filter (c >= 6) / sum(size) h,
              sum(size * c) filter (c >= 6) / 18 / sum(size) filter (c >= 6) a{indicators}
            from (select *, 3 * (d1 + d2 + d3 + d4)::integer + d5 + d6 + d7 + d8 + d9 + d10 c from {from}) group by village
            """;
        using var reader = command.ExecuteReader();
        var result = new Dictionary<int, double>();
        while (reader.Read()) result[Convert.ToInt32(reader.GetValue(0), CultureInfo.InvariantCulture)] = Convert.ToDouble(reader.GetValue(1), CultureInfo.InvariantCulture);
        return result;
    }

    public void Dispose() => _connection.Dispose();

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
