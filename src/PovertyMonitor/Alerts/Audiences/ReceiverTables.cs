using PovertyMonitor.Platform;
using Weasel.Postgresql.Tables;

namespace PovertyMonitor.Alerts.Audiences;

/// <summary>The tables of receivers: where each is reached and by which secrets its webhooks are signed, both sealed.</summary>
internal static class ReceiverTables
{
    public const string Receivers = "alert_receivers";
    public const string Secrets = "alert_receiver_secrets";

    public static IEnumerable<Table> In(string schema)
    {
        var receivers = TenantTable.Named(schema, Receivers);
        receivers.AddColumn("receiver", "varchar").AsPrimaryKey();
        receivers.AddColumn("audience", "varchar").NotNull();
        receivers.AddColumn("channel", "varchar").NotNull();
        receivers.AddColumn("areas", "varchar[]").NotNull();
        receivers.AddColumn("address", "bytea").NotNull();
        receivers.AddColumn("language", "varchar").NotNull();
        receivers.AddColumn("lane", "integer").NotNull();
        receivers.AddColumn("removed", "boolean").NotNull();
        yield return receivers;
        var secrets = TenantTable.Named(schema, Secrets);
        secrets.AddColumn("receiver", "varchar").AsPrimaryKey();
        secrets.AddColumn("number", "integer").AsPrimaryKey();
        secrets.AddColumn("secret", "bytea").NotNull();
        secrets.AddColumn("valid_until", "timestamptz");
        yield return secrets;
    }
}
