using Npgsql;
using NpgsqlTypes;

namespace PovertyMonitor.Platform;

/// <summary>Parameters that hold a column each, for statements over many rows. Values may be null.</summary>
internal static class Columns
{
    /// <summary>A column of text.</summary>
    public static NpgsqlParameter Texts(IEnumerable<string?> values) => Of(values, NpgsqlDbType.Text);

    /// <summary>A column of bytea.</summary>
    public static NpgsqlParameter Bytes(IEnumerable<byte[]?> values) => Of(values, NpgsqlDbType.Bytea);

    /// <summary>A column of uuid.</summary>
    public static NpgsqlParameter Ids(IEnumerable<Guid?> values) => Of(values, NpgsqlDbType.Uuid);

    /// <summary>A column of a type.</summary>
    public static NpgsqlParameter Of<T>(IEnumerable<T> values, NpgsqlDbType type) => new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | type };
}
