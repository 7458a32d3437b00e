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
    public static Table Named(string schema, string name)
    {
        var table = new Table(new PostgresqlObjectName(schema, name, SchemaUtils.IdentifierUsage.General));
        table.AddColumn("tenant_id", "varchar").AsPrimaryKey();
        return table;
    }
}
