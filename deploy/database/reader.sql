-- A role for planners' own SQL and BI tools: it reads figures and areas, of villages and what is above them, and nothing about single
-- households or persons: below the village planners see figures with small cells suppressed only (/api/reports/groups).
-- Run as the database's owner, once the service has started:  psql "$DATABASE" -f deploy/database/reader.sql
-- Then give it to a login:  grant povertymonitor_reader to some_login;
do $$
begin
    create role povertymonitor_reader nologin;
exception when duplicate_object then null;
end
$$;
grant usage on schema public to povertymonitor_reader;
grant select on poverty_measures, poverty_fills, poverty_tally, poverty_visits, poverty_expected, poverty_quarantine, poverty_progress,
    poverty_indicators, poverty_index, poverty_areas to povertymonitor_reader;
-- Which this script once granted.
revoke select on poverty_assessments, poverty_sample from povertymonitor_reader;
