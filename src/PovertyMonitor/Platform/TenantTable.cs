using Weasel.Core;
using Weasel.Postgresql;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Platform;

/// <summary>How the tables of the slices begin.</summary>
internal static class TenantTable
{
    /// <summary>A table whose primary key begins with the regency; the caller adds its own columns.</summary>
    /// <param name="schema">The database schema.</param>
    /// <param name="name">The table's name, without its schema.</param>
    public static Table Named(string schema, string name) => WithTenant(Empty(schema, name));

    /// <summary>A table whose primary key begins with a column of its own, and goes on with the regency; the caller adds the others.</summary>
    /// <param name="schema">The database schema.</param>
    /// <param name="name">The table's name, without its schema.</param>
    /// <param name="first">The column.</param>
    /// <param name="type">Its type.</param>
    public static Table Named(string schema, string name, string first, string type)
    {
        var table = Empty(schema, name);
        table.AddColumn(first, type).AsPrimaryKey();
        return WithTenant(table);
    }

    private static Table Empty(string schema, string name) => new(new PostgresqlObjectName(schema, name, SchemaUtils.IdentifierUsage.General));

    private static Table WithTenant(Table table)
    {
        table.AddColumn("tenant_id", "varchar").AsPrimaryKey();
        return table;
    }
}
