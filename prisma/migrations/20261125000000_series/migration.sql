-- Series. Each date of a series is an activity like any other, with its own places, line and page; what is here says how
-- the dates come about and who comes to all of them.

CREATE TABLE series (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  organisation_id uuid NOT NULL REFERENCES organisations ON DELETE CASCADE,
  slug text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$' AND length(slug) <= 90),
  import_uid text, -- UID in the calendar it came from
  ended_at timestamptz, -- somebody ended it before its last day
  ended_by uuid REFERENCES people ON DELETE SET NULL,
  created_by uuid REFERENCES people ON DELETE SET NULL,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX series_organisation ON series (organisation_id);
CREATE UNIQUE INDEX series_import ON series (organisation_id, import_uid) WHERE import_uid IS NOT NULL;

-- How it repeats from one day on. "This and following" ends one rule and begins the next; each is one event in calendars.
CREATE TABLE series_rules (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  series_id uuid NOT NULL REFERENCES series ON DELETE CASCADE,
  uid text NOT NULL UNIQUE, -- iCalendar UID, stable for life
  rule text NOT NULL CHECK (length(rule) <= 300 AND rule !~ '(COUNT|UNTIL)='), -- RFC 5545 RRULE
  first_day date NOT NULL, -- of the first date, as first meant
  last_day date CHECK (last_day >= first_day), -- NULL: open
  start_time time NOT NULL, -- on the wall clock, so that 18:00 stays 18:00
  minutes integer NOT NULL CHECK (minutes BETWEEN 1 AND 20160),
  zone text NOT NULL,
  made_until date NOT NULL, -- dates up to this day have been made
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX series_rules_series ON series_rules (series_id, first_day);

-- What its coming dates are made from; with an address that may be kept, so for planners only.
CREATE TABLE series_plans (
  series_id uuid PRIMARY KEY REFERENCES series ON DELETE CASCADE,
  plan jsonb NOT NULL
);

-- Who comes to all of it, and so to every date that is still to be made, in this order.
CREATE TABLE series_sign_ups (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  series_id uuid NOT NULL REFERENCES series ON DELETE CASCADE,
  person_id uuid NOT NULL REFERENCES people ON DELETE CASCADE,
  state text NOT NULL CHECK (state IN ('joined', 'left')),
  queue_number bigint NOT NULL DEFAULT nextval('sign_up_queue'),
  visible_to_others boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL DEFAULT now(),
  changed_at timestamptz NOT NULL DEFAULT now(),
  UNIQUE (series_id, person_id)
);
CREATE INDEX series_sign_ups_person ON series_sign_ups (person_id);

ALTER TABLE activities
  ADD COLUMN series_id uuid REFERENCES series ON DELETE SET NULL,
  ADD COLUMN rule_id uuid REFERENCES series_rules ON DELETE SET NULL,
  ADD COLUMN occurrence date, -- the day it was first meant for
  ADD COLUMN own text[] NOT NULL DEFAULT '{}'; -- what was changed for this date alone and so stays when the series changes
CREATE UNIQUE INDEX activities_occurrence ON activities (rule_id, occurrence) WHERE rule_id IS NOT NULL;
CREATE INDEX activities_series ON activities (series_id, starts_at) WHERE series_id IS NOT NULL;

-- Joining by mail: one date, or the whole series it belongs to.
ALTER TABLE sign_in_requests ADD COLUMN whole_series boolean NOT NULL DEFAULT false;

CREATE FUNCTION plans_series(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM series s WHERE s.id = wanted AND works_for(s.organisation_id, 'organiser', 'coordinator', 'administrator'))
$$;
-- Who may see who comes to all of it: its maker and the organisation's coordinators. A host sees the dates they host.
CREATE FUNCTION leads_series(wanted uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM series s WHERE s.id = wanted AND (works_for(s.organisation_id, 'coordinator')
    OR (s.created_by = app_person() AND works_for(s.organisation_id, 'organiser', 'coordinator', 'administrator'))))
$$;
CREATE FUNCTION series_of_house(wanted uuid, org uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM series s WHERE s.id = wanted AND s.organisation_id = org)
$$;
CREATE FUNCTION comes_to_all(wanted uuid, person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT EXISTS (SELECT FROM series_sign_ups s WHERE s.series_id = wanted AND s.person_id = person AND s.state = 'joined')
$$;

-- What is for members is for those who still belong: only the program asks, when it takes them in.
CREATE FUNCTION still_belongs(org uuid, person uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT app_system('series') AND EXISTS (SELECT FROM memberships m WHERE m.organisation_id = org AND m.person_id = person
    AND m.valid_from <= current_date AND (m.valid_to IS NULL OR m.valid_to >= current_date))
$$;

DO $$ DECLARE t text; BEGIN
  FOREACH t IN ARRAY ARRAY['series', 'series_rules', 'series_plans', 'series_sign_ups'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('GRANT SELECT, INSERT, UPDATE ON %I TO samkraft_app', t);
    EXECUTE format('CREATE POLICY owner_all ON %I TO %I USING (true) WITH CHECK (true)', t, current_user);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['series', 'series_rules'] LOOP
    EXECUTE format('CREATE TRIGGER public_pages AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION public_pages_changed()', t);
  END LOOP;
END $$;
REVOKE UPDATE ON series, series_sign_ups FROM samkraft_app;
GRANT UPDATE (ended_at, ended_by) ON series TO samkraft_app;
REVOKE INSERT ON series_sign_ups FROM samkraft_app;
GRANT INSERT (series_id, person_id, state, visible_to_others, created_at, changed_at) ON series_sign_ups TO samkraft_app;
GRANT UPDATE (state, visible_to_others, changed_at) ON series_sign_ups TO samkraft_app;
GRANT UPDATE (series_id, rule_id, occurrence, own) ON activities TO samkraft_app;

-- A series is as public as its dates are.
CREATE POLICY with_its_dates ON series FOR SELECT TO samkraft_app USING (
  EXISTS (SELECT FROM activities a WHERE a.series_id = series.id)
  OR works_for(organisation_id, 'organiser', 'coordinator', 'administrator') OR app_system('series', 'mail', 'announce'));
CREATE POLICY planners_add ON series FOR INSERT TO samkraft_app WITH CHECK (
  works_for(organisation_id, 'organiser', 'coordinator', 'administrator') AND created_by = app_person());
CREATE POLICY planners_edit ON series FOR UPDATE TO samkraft_app USING (works_for(organisation_id, 'organiser', 'coordinator', 'administrator'));

CREATE POLICY with_the_series ON series_rules FOR SELECT TO samkraft_app USING (
  EXISTS (SELECT FROM series s WHERE s.id = series_id));
CREATE POLICY planners_write ON series_rules FOR ALL TO samkraft_app USING (plans_series(series_id));
CREATE POLICY program_makes_dates ON series_rules FOR UPDATE TO samkraft_app USING (app_system('series'));

CREATE POLICY planners ON series_plans FOR ALL TO samkraft_app USING (plans_series(series_id));
CREATE POLICY program_reads ON series_plans FOR SELECT TO samkraft_app USING (app_system('series'));

CREATE POLICY own ON series_sign_ups FOR SELECT TO samkraft_app USING (person_id = app_person());
CREATE POLICY leaders ON series_sign_ups FOR SELECT TO samkraft_app USING (leads_series(series_id));
CREATE POLICY program_reads ON series_sign_ups FOR SELECT TO samkraft_app USING (app_system('series', 'announce', 'mail'));
CREATE POLICY own_join ON series_sign_ups FOR INSERT TO samkraft_app WITH CHECK (
  person_id = app_person() AND EXISTS (SELECT FROM series s WHERE s.id = series_id));
CREATE POLICY own_change ON series_sign_ups FOR UPDATE TO samkraft_app USING (person_id = app_person());
CREATE POLICY leaders_take_out ON series_sign_ups FOR UPDATE TO samkraft_app USING (leads_series(series_id)) WITH CHECK (leads_series(series_id) AND state = 'left');

-- The program makes the coming dates of a series, and takes in those who come to all of it.
CREATE POLICY series_reads ON activities FOR SELECT TO samkraft_app USING (app_system('series'));
CREATE POLICY series_adds ON activities FOR INSERT TO samkraft_app WITH CHECK (
  app_system('series') AND series_id IS NOT NULL AND series_of_house(series_id, organisation_id) AND joined_count = 0 AND waiting_count = 0
  AND is_of_the_house(organisation_id, kind_id, place_id, picture_id));
CREATE POLICY series_adds ON activity_texts FOR INSERT TO samkraft_app WITH CHECK (app_system('series'));
CREATE POLICY series_adds ON activity_addresses FOR INSERT TO samkraft_app WITH CHECK (app_system('series'));
CREATE POLICY series_reads ON activity_addresses FOR SELECT TO samkraft_app USING (app_system('series'));
CREATE POLICY series_reads ON people FOR SELECT TO samkraft_app USING (app_system('series'));
CREATE POLICY series_reads ON sign_ups FOR SELECT TO samkraft_app USING (app_system('series'));
CREATE POLICY series_takes_in ON sign_ups FOR INSERT TO samkraft_app WITH CHECK (
  app_system('series') AND EXISTS (SELECT FROM activities a WHERE a.id = activity_id AND comes_to_all(a.series_id, person_id)));
CREATE POLICY series_tells ON calendar_entries FOR ALL TO samkraft_app USING (app_system('series'));

-- A date belongs to a series of its own organisation.
DROP POLICY organisers_add ON activities;
CREATE POLICY organisers_add ON activities FOR INSERT TO samkraft_app WITH CHECK (
  works_for(organisation_id, 'organiser', 'coordinator', 'administrator') AND joined_count = 0 AND waiting_count = 0
  AND created_by = app_person() AND is_of_the_house(organisation_id, kind_id, place_id, picture_id)
  AND (series_id IS NULL OR series_of_house(series_id, organisation_id)));
DROP POLICY organisers_edit ON activities;
CREATE POLICY organisers_edit ON activities FOR UPDATE TO samkraft_app
  USING (works_for(organisation_id, 'organiser', 'coordinator', 'administrator'))
  WITH CHECK (works_for(organisation_id, 'organiser', 'coordinator', 'administrator') AND is_of_the_house(organisation_id, kind_id, place_id, picture_id)
    AND (series_id IS NULL OR series_of_house(series_id, organisation_id)));
