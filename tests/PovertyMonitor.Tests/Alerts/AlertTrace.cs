namespace PovertyMonitor.Tests.Alerts;

/// <summary>What a test that waited in vain says of where alerts got stuck.</summary>
internal static class AlertTrace
{
    /// <summary>One text: the subscriptions' places, the rules, the alerts, what is on its way, and the messages by their state.</summary>
    public const string Sql = """
        select concat_ws(E'\n',
            (select 'log: ' || string_agg(type || ' ' || n, ', ') from (select type, count(*) as n from mt_events group by 1 order by 1) t),
            (select 'places: ' || string_agg(concat_ws(' ', name, last_seq_id), ', ') from mt_event_progression),
            (select 'baseline: ' || string_agg(data::text, ', ') from mt_events where type = 'alert_baseline_set'),
            (select 'alerts: ' || string_agg(concat_ws(' ', rule, area, state, raised_at::time), ', ' order by position) from raised_alerts),
            (select 'deliveries: ' || string_agg(concat_ws(' ', receiver, state, attempts, last_error, due_at::time, next_attempt_at::time), ', ') from alert_deliveries),
            (select 'messages: ' || string_agg(concat_ws(' ', message_type, status, owner_id, n), ', ') from (
                select message_type, status, owner_id, count(*) as n from wolverine_incoming_envelopes group by 1, 2, 3) m),
            (select 'failed: ' || string_agg(concat_ws(' ', message_type, exception_type, exception_message), ', ') from wolverine_dead_letters),
            'now: ' || now()::time)
        """;
}
